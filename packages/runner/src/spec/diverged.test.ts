import { expect, test } from 'vitest';
import { planTrials } from '../search/plan-trials.ts';
import { specToJson } from './sweep-spec.ts';
import { loadText } from './testing/load-text.ts';

const context = { datasetFingerprint: 'f', engine: 'wasm', numericsVersion: '1' };

test('how diverged trials count is in the spec: leaving them out is another sweep of the same trials', () => {
  const [silent, worst, leaveOut] = ['', 'diverged: worst', 'diverged: leave-out'].map((line) =>
    loadText(`name: a\n${line}\n`),
  );
  expect([silent, worst, leaveOut].map((loaded) => loaded?.spec.diverged)).toEqual(['worst', 'worst', 'leave-out']);
  expect(leaveOut && specToJson(leaveOut.spec)).toMatchObject({ diverged: 'leave-out' });
  expect(worst?.specHash).toBe(silent?.specHash);
  expect(leaveOut?.specHash).not.toBe(silent?.specHash);
  const plans = [silent, leaveOut].map((loaded) => loaded && planTrials(loaded.spec, context).map(({ key }) => key));
  expect(plans[1]).toEqual(plans[0]);
});

test('another word is refused, and it cannot be swept', () => {
  expect(() => loadText('name: a\ndiverged: ignore\n')).toThrow(/diverged.*ignore.*worst.*leave-out/s);
  expect(() => loadText('name: a\nparameters: { diverged: { values: [worst] } }\n')).toThrow(/belongs to the sweep/);
});
