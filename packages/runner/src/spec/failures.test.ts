import { expect, test } from 'vitest';
import { defaultActions, defaultFailurePolicy } from '../records/failure-policy.ts';
import { failurePolicyOf } from './schema/failures-schema.ts';
import { specToJson } from './sweep-spec.ts';
import { loadText, refusal } from './testing/load-text.ts';

test('what follows failures is in the spec and its JSON, but another choice is the same sweep', () => {
  const silent = loadText('name: a\n');
  const given = loadText('name: a\nfailures: { retries: 2, backoff: 1m, timeout: 0.5h, actions: { stalled: stop } }\n');
  expect(silent.spec.failures).toBeUndefined();
  expect(specToJson(given.spec)).toMatchObject({
    failures: { retries: 2, backoff: '1m', timeout: '0.5h', actions: { stalled: 'stop' } },
  });
  expect(given.specHash).toBe(silent.specHash);
  expect(failurePolicyOf(given.spec.failures ?? {})).toEqual({
    retries: 2,
    backoffSeconds: 60,
    maxFailed: null,
    timeoutSeconds: 1800,
    actions: { ...defaultActions, stalled: 'stop' },
  });
  expect(failurePolicyOf({})).toEqual(defaultFailurePolicy);
});

test.each([
  ['5s', 5],
  ['90 s', 90],
  ['2.5m', 150],
  ['2h', 7200],
  ['7', 7],
  ['0', 0],
])('a duration of %s is %d seconds', (text, seconds) => {
  const { spec } = loadText(`name: a\nfailures: { backoff: ${text} }\n`);
  expect(failurePolicyOf(spec.failures ?? {}).backoffSeconds).toBe(seconds);
});

test.each([
  ['retries: -1', 'failures.retries'],
  ['retries: 1.5', 'failures.retries'],
  ['backoff: soon', 'failures.backoff'],
  ['timeout: -5s', 'failures.timeout'],
  ['timeout: 10d', 'failures.timeout'],
  ['max_failed: 0', 'failures.max_failed'],
  ['actions: { stalled: ignore }', 'failures.actions.stalled'],
  ['actions: { diverged: retry }', 'failures.actions.diverged'],
  ['actions: { interrupted: skip }', 'failures.actions'],
  ['max_failures: 3', 'failures'],
])('%s is refused at its place', (line, path) => {
  const { code, message } = refusal(() => loadText(`name: a\nfailures: { ${line} }\n`));
  expect(code).toBe('sweep-invalid');
  expect(message).toContain(path);
});

test('it cannot be swept', () => {
  const { message } = refusal(() => loadText('name: a\nparameters: { failures.retries: { values: [1, 2] } }\n'));
  expect(message).toContain('it belongs to the sweep and not to a trial');
});
