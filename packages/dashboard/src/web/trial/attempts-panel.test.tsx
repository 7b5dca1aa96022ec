import { render } from 'preact';
import { expect, test } from 'vitest';
import type { Attempt } from '../../contract/index.ts';
import { AttemptsPanel } from './attempts-panel.tsx';

const hour = 3_600_000;
const attempt: Attempt = {
  id: 1,
  status: 'finished',
  worker: 0,
  environment: {},
  startedAt: 10 * hour,
  finishedAt: 10 * hour + 5000,
  seconds: 5,
  from: null,
  load: null,
  error: null,
  failureKind: null,
  lastStep: null,
  printed: null,
};

function timesOf(attempts: readonly Attempt[]): (string | null)[] {
  const root = document.createElement('div');
  render(<AttemptsPanel attempts={attempts} />, root);
  return [...root.querySelectorAll('[data-testid=attempts] tbody tr')].map(
    (row) => row.querySelector('td.number')?.textContent ?? null,
  );
}

test('the time of an attempt is what was measured, not the difference of its dates', () => {
  const setBack = { ...attempt, finishedAt: 9 * hour, seconds: 12.5 };
  const setForward = { ...attempt, finishedAt: 11 * hour };
  expect(timesOf([attempt, setBack, setForward])).toEqual(['5.0 s', '13 s', '5.0 s']);
});

test('what nobody measured is unknown, and one that runs has no time yet', () => {
  const killed: Attempt = { ...attempt, status: 'interrupted', seconds: null };
  const running: Attempt = { ...attempt, status: 'running', finishedAt: null, seconds: null };
  expect(timesOf([killed, running])).toEqual(['unknown', '–']);
});

test('an error stands whole in a line of its own', () => {
  const error = { code: 'worker-crashed', message: 'The worker process ended without a result.' };
  const root = document.createElement('div');
  render(<AttemptsPanel attempts={[{ ...attempt, status: 'failed', error, failureKind: 'crashed' }, attempt]} />, root);
  const lines = [...root.querySelectorAll('[data-testid=attempts] tbody tr')];
  expect(lines).toHaveLength(3);
  expect(lines[1]?.textContent).toBe('crashed · worker-crashed: The worker process ended without a result.');
});

test('the load of the machine stands with the environment of the last attempt', () => {
  const root = document.createElement('div');
  const same = { mean: 512, peak: 1024 };
  const load = { samples: 2, processorShare: { mean: 0.5, peak: 1 }, usedMemoryMib: same, rssMib: same };
  render(<AttemptsPanel attempts={[attempt, { ...attempt, load }]} />, root);
  expect(root.querySelector('table.pairs')?.textContent).toContain('loadprocessor 50 % (peak 100 %), memory 0.5 GiB');
});

test('an attempt that continued says from which step', () => {
  const root = document.createElement('div');
  const continued = { ...attempt, from: { epoch: 2, step: 250, trialId: null } };
  const extended = { ...attempt, from: { epoch: 2, step: 250, trialId: 3 } };
  render(<AttemptsPanel attempts={[attempt, continued, extended]} />, root);
  const texts = [...root.querySelectorAll('[data-testid=attempts] tbody tr')].map(({ textContent }) => textContent);
  expect(texts[0]).not.toContain('from');
  expect(texts[1]).toMatch(/ from step 250(?! of)/);
  expect(texts[2]).toContain(' from step 250 of t3');
});
