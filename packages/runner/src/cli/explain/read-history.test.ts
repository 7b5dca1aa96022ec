import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Environment } from '../../records/environment.ts';
import type { PlannedTrial, TrialResult } from '../../records/records.ts';
import { openMemoryStore } from '../../store/open-store.ts';
import { openWithTrials } from '../../store/open-with-trials.ts';
import type { OpenSweepOptions, Store } from '../../store/store.ts';
import { newSweep, plannedTrial } from '../../store/testing/sample-sweep.ts';
import { createStyle } from '../terminal/style.ts';
import { formatHistory } from './print-history.ts';
import { readHistory } from './read-history.ts';
import type { HistoryEvent, TrialReading } from './trial-history.ts';

const environment: Environment = {
  engine: 'wasm',
  device: 'WebAssembly SIMD128',
  numerics_version: 'wasm-4',
  sweepdeck: '0.1.0',
  node: '20.20.2',
  git_commit: '0123456789abcdef0123456789abcdef01234567',
  git_dirty: true,
};
const options: OpenSweepOptions = { isFresh: false, workers: 2, processId: 100 };
const planned = plannedTrial('mse', 0);
const trained: PlannedTrial = {
  ...planned,
  config: {
    ...planned.config,
    training: { epochs: 10, batch_size: 32, early_stopping: { patience: 3, min_delta: 0.001, restore_best: true } },
  },
};
const result: TrialResult = {
  bestEpoch: 2,
  objective: 0.9,
  seconds: 62,
  divergedAt: null,
  metrics: { 'test.accuracy': 0.89, 'test.nll': 0.4 },
};

let store: Store;
let now: number;
let uptime: number;
let isAlive: boolean;
const pass = (seconds: number): void => {
  now += 1000 * seconds;
  uptime += 1000 * seconds;
};
beforeEach(() => {
  now = Date.UTC(2026, 11, 1, 10);
  uptime = 0;
  isAlive = true;
  store = openMemoryStore({ clock: () => now, uptime: () => uptime, isProcessAlive: () => isAlive });
});
afterEach(() => store.close());

const open = (changes: Parameters<typeof newSweep>[0] = {}): number =>
  openWithTrials(store, newSweep({ trials: [trained, plannedTrial('hinge', 0)], ...changes }), options).id;

function historyOf(id: number, weights: TrialReading['weights'] = null): HistoryEvent[] {
  const trial = store.getTrial(id);
  if (trial === undefined) throw new Error(`no trial ${id}`);
  return readHistory({ reader: store, trial, attempts: store.listAttempts(id), weights });
}
const textsOf = (events: readonly HistoryEvent[]): string[] =>
  events.map(({ at, text }) => `${at === null ? 'now' : new Date(at).toISOString().slice(11, 19)} ${text}`);

test('a trial with an eventful life', () => {
  const sweepId = open();
  pass(1);
  const first = store.startAttempt(1, { worker: 0, environment });
  store.appendEpoch(first.id, 1, { 'train.loss': 1 });
  pass(5);
  const checkpoint = store.addCheckpoint(first.id, {
    epoch: 1,
    step: 10,
    sha256: 'a'.repeat(64),
    bytes: 1,
    seconds: 5,
  });
  store.endAttempt(first.id, { status: 'stopped' });
  store.closeSweep(sweepId, 'paused');

  pass(60);
  open();
  const second = store.startAttempt(1, {
    worker: 1,
    environment: { ...environment, git_dirty: false },
    from: checkpoint,
  });
  pass(2);
  store.endAttempt(second.id, {
    status: 'failed',
    error: { code: 'worker-died', message: 'The worker ran out of memory.', hint: 'Use fewer workers.' },
  });
  store.closeSweep(sweepId, 'failed');

  pass(60);
  open();
  const third = store.startAttempt(1, { worker: 0, environment: {} });
  pass(3);
  // The process of the run ends without a word, and the clock is set back before the next one looks.
  isAlive = false;
  pass(3600);
  now -= 3_000_000;
  open({ specHash: 'other', name: 'other', trials: [trained] });
  isAlive = true;
  expect(store.listAttempts(1).at(-1)).toMatchObject({ id: third.id, status: 'interrupted' });

  pass(1);
  const fourth = store.startAttempt(1, { worker: 0, environment });
  for (const epoch of [1, 2, 3, 4, 5]) store.appendEpoch(fourth.id, epoch, { 'train.loss': 1 });
  pass(62);
  store.endAttempt(fourth.id, { status: 'finished', result, earlierSeconds: 0 });
  const keptAt = now + 1000;
  pass(3);
  store.addVerification({
    trialId: 1,
    outcome: 'reproduced',
    comparison: 'bits',
    engine: 'wasm',
    environment,
    firstDifference: null,
    seconds: 60,
  });
  store.addVerification({
    trialId: 1,
    outcome: 'differs',
    comparison: 'tolerance',
    engine: 'cpu',
    environment: { numerics_version: 'cpu-3' },
    firstDifference: { epoch: 2, name: 'validation.nll', stored: 0.25, now: Number.NaN },
    seconds: 60,
  });
  const where =
    'engine wasm on WebAssembly SIMD128, numerics wasm-4, Sweepdeck 0.1.0, Node.js 20.20.2, commit 0123456789ab';
  expect(textsOf(historyOf(1, { bytes: 2 ** 20, keptAt }))).toEqual([
    '10:00:00 Placed in sweep s1 (sample) as trial 1.',
    `10:00:01 Attempt 1 started on worker 0 of sweep s1: ${where} with changes. It trained from scratch.`,
    '10:00:06 Attempt 1 was stopped on request after epoch 1, in 5.0 s.',
    `10:01:06 Attempt 2 started on worker 1 of sweep s1: ${where}. It continued after epoch 1, step 10.`,
    '10:01:08 Attempt 2 failed after epoch 1, in 2.0 s (crashed), with worker-died: The worker ran out of memory. Use fewer workers.',
    '10:02:08 Attempt 3 started on worker 0 of sweep s1. It trained from scratch.',
    '10:12:11 The whole run was killed during attempt 3, before its first epoch ended; the next run noticed it now.',
    `10:12:12 Attempt 4 started on worker 0 of sweep s1: ${where} with changes. It trained from scratch.`,
    '10:13:14 Attempt 4 finished after epoch 5, in 1 min 2 s.',
    '10:13:14 Training ended early, after epoch 5 of 10: validation.accuracy had not improved by more than 0.001 for 3 epochs.',
    '10:13:14 Result: validation.accuracy 0.9000 at epoch 2, whose weights were tested, test accuracy 0.8900.',
    '10:13:14 The result was reused by sweep s2 (other), which did not train it again.',
    '10:13:15 The weights were kept (1.0 MiB); `runner export t1` writes them.',
    '10:13:17 Trained again and reproduced bit for bit on wasm, numerics wasm-4.',
    '10:13:17 Trained again and not reproduced within the tolerance on cpu, numerics cpu-3: validation.nll at epoch 2 is NaN now; the stored value is 0.25.',
  ]);
});

test('a trial that waits or runs says what can still come', () => {
  open();
  expect(textsOf(historyOf(2))).toEqual(['10:00:00 Placed in sweep s1 (sample) as trial 2.']);
  const { id } = store.startAttempt(1, { worker: 0, environment: {} });
  expect(textsOf(historyOf(1)).slice(2)).toEqual(['now Attempt 1 is running, in its first epoch.']);
  store.appendEpoch(id, 1, { 'train.loss': 1 });
  pass(2);
  store.addCheckpoint(id, { epoch: 1, step: 10, sha256: 'a'.repeat(64), bytes: 2 ** 21, seconds: 2 });
  open({ specHash: 'other', name: 'other', trials: [trained] });
  expect(textsOf(historyOf(1))).toEqual([
    '10:00:00 Placed in sweep s1 (sample) as trial 1.',
    '10:00:00 Attempt 1 started on worker 0 of sweep s1. It trained from scratch.',
    '10:00:02 Shared with sweep s2 (other) as trial 1.',
    '10:00:02 Attempt 1 kept a checkpoint after epoch 1, step 10 (2.0 MiB).',
    'now Attempt 1 is running, after epoch 1.',
  ]);
  isAlive = false;
  expect(textsOf(historyOf(1)).at(-1)).toBe(
    'now The process of attempt 1 is gone, after epoch 1. The next run goes on from there.',
  );
});

test('a divergence is told with its place, and a trial that was given up with the reason', () => {
  const sweepId = open();
  const divergedAt = { epoch: 1, step: 9, quantity: 'gradient_norm', value: 'infinity' } as const;
  store.endAttempt(store.startAttempt(1, { worker: 0, environment: {} }).id, {
    status: 'diverged',
    result: { ...result, objective: Number.NaN, bestEpoch: null, divergedAt, metrics: {} },
  });
  expect(historyOf(1).at(-1)).toEqual({
    type: 'diverged',
    at: now,
    facts: divergedAt,
    text: 'Result: it diverged in epoch 1, step 9, where the gradient norm became infinite. It was not tested. A lower learning rate may help.',
  });
  for (let kill = 0; kill < 3; kill++) {
    store.startAttempt(2, { worker: 0, environment: {}, sweepId });
    isAlive = false;
    pass(60);
    open();
    isAlive = true;
  }
  expect(historyOf(2).map(({ type }) => type)).toEqual([
    'placed',
    ...Array.from({ length: 3 }, () => ['attempt-started', 'attempt-ended']).flat(),
    'given-up',
  ]);
  expect(textsOf(historyOf(2)).at(-1)).toBe(
    '10:03:00 Given up. The whole run was killed 3 times in a row in epoch 1 of this trial, so the trial is not retried. The machine most likely ran out of memory: use a smaller batch size or model. `runner sweep FILE --retry-killed` retries the trial.',
  );
});

test('the text has a date for each event and fits the terminal', () => {
  const events: HistoryEvent[] = [
    { type: 'placed', at: Date.UTC(2026, 0, 2, 3, 4, 5), facts: {}, text: 'Placed in sweep s1 (sample) as trial 1.' },
    { type: 'attempt-running', at: null, facts: {}, text: 'Attempt 1 is running, in its first epoch, and on and on.' },
  ];
  const history = { trialId: 1, label: 'mse · seed 1', status: 'running', events } as const;
  expect(formatHistory(history, { style: createStyle(false), columns: 64 })).toBe(
    [
      't1 mse · seed 1 · running (times in UTC)',
      '',
      '2026-01-02 03:04:05  Placed in sweep s1 (sample) as trial 1.',
      'now                  Attempt 1 is running, in its first epoch,',
      '                     and on and on.',
    ].join('\n'),
  );
});

test('a request from another terminal is told with its answer, and one for the whole sweep is not', () => {
  const sweepId = open();
  pass(1);
  const asked = store.askControl({ sweepId, trialId: 1, request: { action: 'stop' }, askedBy: 'ada@lab, process 7' });
  store.askControl({ sweepId, trialId: null, request: { action: 'pause' }, askedBy: 'ada@lab, process 8' });
  store.answerControl(asked.id, 'done', 'Trial t1 stopped with a checkpoint.');
  expect(textsOf(historyOf(1))).toEqual([
    '10:00:00 Placed in sweep s1 (sample) as trial 1.',
    '10:00:01 ada@lab, process 7 asked to stop it: Trial t1 stopped with a checkpoint.',
  ]);
});
