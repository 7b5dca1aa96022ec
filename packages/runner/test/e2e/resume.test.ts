import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { TrialRecord } from '../../src/records/records.ts';
import { openSqliteReader } from '../../src/store/open-store.ts';
import { makePlace, type Place } from './run-runner.ts';

// A third of a second a trial or more, so that signals arrive in the middle.
const slow = `
name: slow
dataset: { name: glyphs, count: 400 }
model: logistic
training: { epochs: 4, batch_size: 8 }
engine: cpu
parameters:
  learning_rate: { values: [0.001, 0.002, 0.003, 0.004, 0.005, 0.006] }
`;
const command = ['sweep', 'slow.yaml', '--workers', '2'] as const;

let place: Place;
afterEach(() => place.remove());

function makeSlow(): Place {
  place = makePlace();
  place.write('slow.yaml', slow);
  return place;
}

interface Contents {
  readonly status: string | undefined;
  readonly trials: readonly TrialRecord[];
  /** Statuses of each trial's attempts, by position. */
  readonly attempts: readonly (readonly string[])[];
  readonly metrics: readonly unknown[];
}

function readStore({ directory }: Place): Contents {
  const store = openSqliteReader(join(directory, '.sweepdeck'));
  try {
    const [sweep] = store.listSweeps();
    const trials = sweep === undefined ? [] : store.listTrials(sweep.id);
    return {
      status: sweep?.status,
      trials,
      attempts: trials.map(({ id }) => store.listAttempts(id).map(({ status }) => status)),
      metrics: trials.map(({ id }) => store.listMetrics([id])),
    };
  } finally {
    store.close();
  }
}

const finishedOf = ({ trials }: Contents): TrialRecord[] => trials.filter(({ status }) => status === 'finished');
const count = (statuses: readonly (readonly string[])[], status: string): number[] =>
  statuses.map((attempts) => attempts.filter((attempt) => attempt === status).length);

async function finishAndCompare(before: Contents): Promise<void> {
  const end = await place.run(...command);
  expect(end).toMatchObject({ code: 0, stderr: '' });
  expect(end.stdout).toContain('Continuing slow');
  const after = readStore(place);
  expect(after.status).toBe('finished');
  expect(count(after.attempts, 'finished')).toEqual(Array.from({ length: 6 }, () => 1));
  for (const trial of finishedOf(before)) {
    expect(after.trials[trial.position]).toEqual(trial);
    expect(after.metrics[trial.position]).toEqual(before.metrics[trial.position]);
  }
}

test('killed in mid-sweep, the same command finishes every trial once and leaves earlier ones as they were', async () => {
  const { start } = makeSlow();
  const running = start(...command);
  await running.waitFor(/(✓[^]*){2}/);
  running.killGroup('SIGKILL');
  expect((await running.finished).code).toBeNull();

  // Until the system has buried it, a killed process looks alive.
  await expect.poll(() => readStore(place).status, { timeout: 20_000 }).toBe('interrupted');
  const before = readStore(place);
  expect(finishedOf(before).length).toBeGreaterThanOrEqual(2);
  expect(finishedOf(before).length).toBeLessThan(6);
  await finishAndCompare(before);
});

test('Ctrl-C once lets the running trials end and leaves a sweep to continue', async () => {
  const { start } = makeSlow();
  const running = start(...command);
  await running.waitFor(/✓/);
  running.process.kill('SIGINT');
  const { code, stdout } = await running.finished;
  expect(code).toBe(130);
  expect(stdout).toMatch(/Pausing after the \d running; Ctrl-C again stops now/);
  expect(stdout).toContain('Run the same command to continue this sweep.');

  const before = readStore(place);
  expect(before.status).toBe('paused');
  expect(count(before.attempts, 'stopped')).not.toContain(1);
  expect(new Set(before.trials.map(({ status }) => status))).toEqual(new Set(['finished', 'pending']));
  await finishAndCompare(before);
});

test.each([
  ['Ctrl-C twice', ['SIGINT', 'SIGINT']],
  ['SIGTERM', ['SIGTERM']],
] as const)('%s stops the running trials now and leaves a sweep to continue', async (_, signals) => {
  const { start } = makeSlow();
  const running = start(...command);
  await running.waitFor(/✓/);
  const sentAt = performance.now();
  for (const signal of signals) {
    running.process.kill(signal);
    if (signals.length > 1 && signal === 'SIGINT') await running.waitFor(/Pausing/);
  }
  const { code, stdout } = await running.finished;
  expect(code).toBe(130);
  expect(performance.now() - sentAt).toBeLessThan(10_000);
  expect(stdout).toContain('stopped');

  const before = readStore(place);
  expect(before.status).toBe('paused');
  expect(count(before.attempts, 'stopped')).toContain(1);
  expect(before.trials.map(({ status }) => status)).not.toContain('running');
  await finishAndCompare(before);
});

test('a sweep that runs is not started a second time', async () => {
  const { start, run } = makeSlow();
  const longer = [...command, '--set', 'training.epochs=100'];
  const running = start(...longer);
  await running.waitFor(/Sweep /);
  const second = await run(...longer);
  expect(second.code).toBe(2);
  expect(second.stderr).toContain('sweep-is-running');
});
