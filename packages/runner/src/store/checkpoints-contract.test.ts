import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TrialResult } from '../records/records.ts';
import { openMemoryStore } from './open-store.ts';
import { openWithTrials } from './open-with-trials.ts';
import type { OpenSweepOptions, Store } from './store.ts';
import { newSweep } from './testing/sample-sweep.ts';

const options: OpenSweepOptions = { isFresh: false, workers: 2, processId: process.pid };
const attempt = { worker: 0, environment: { node: 'v20' } };
const result: TrialResult = { bestEpoch: 2, objective: 0.9, seconds: 12.5, divergedAt: null, metrics: {} };
const place = (epoch: number, seconds = epoch): Parameters<Store['addCheckpoint']>[1] => ({
  epoch,
  step: 10 * epoch,
  sha256: String(epoch).padStart(64, '0'),
  bytes: 100,
  seconds,
});

let store: Store;
let sweepId: number;
let trialId: number;
beforeEach(() => {
  store = openMemoryStore({ clock: () => 5000 });
  sweepId = openWithTrials(store, newSweep(), options).id;
  trialId = store.listTrials(sweepId)[0]?.id ?? 0;
});
afterEach(() => store.close());

const epochsOf = (): number[] => store.listCheckpoints(trialId).map(({ epoch }) => epoch);
const metricEpochs = (): number[] => store.listMetrics([trialId]).map(({ epoch }) => epoch);

test('the newest two checkpoints of a trial are kept, the newest first', () => {
  const { id } = store.startAttempt(trialId, attempt);
  for (const epoch of [1, 2, 3]) store.addCheckpoint(id, place(epoch));
  expect(store.listCheckpoints(trialId)).toEqual([
    { id: 3, trialId, attemptId: id, createdAt: 5000, keptFor: 'continue', ...place(3) },
    { id: 2, trialId, attemptId: id, createdAt: 5000, keptFor: 'continue', ...place(2) },
  ]);
  expect([...store.listBlobs()].sort()).toEqual([place(2).sha256, place(3).sha256]);
});

test('an attempt that continues keeps what came before its checkpoint, and deletes what came after it', () => {
  const first = store.startAttempt(trialId, attempt);
  expect(first.from).toBeNull();
  for (const epoch of [1, 2, 3]) {
    store.appendEpoch(first.id, epoch, { 'validation.accuracy': epoch / 10 });
    store.addCheckpoint(first.id, place(epoch));
  }
  store.endAttempt(first.id, { status: 'stopped' });
  const from = store.listCheckpoints(trialId)[1];
  if (from === undefined) throw new Error('no earlier checkpoint');
  const second = store.startAttempt(trialId, { ...attempt, from });
  expect(second.from).toEqual({ epoch: 2, step: 20, trialId: null });
  expect(epochsOf()).toEqual([2]);
  expect(metricEpochs()).toEqual([1, 2]);
  store.appendEpoch(second.id, 3, { 'validation.accuracy': 0.3 });
  expect(metricEpochs()).toEqual([1, 2, 3]);
  store.endAttempt(second.id, { status: 'finished', result, earlierSeconds: 10 });
  expect(store.listAttempts(trialId).map(({ seconds }) => seconds)).toEqual([expect.any(Number), 2.5]);
});

test('an attempt that starts from scratch deletes everything', () => {
  const first = store.startAttempt(trialId, attempt);
  store.appendEpoch(first.id, 1, { 'validation.accuracy': 0.1 });
  store.addCheckpoint(first.id, place(1));
  store.endAttempt(first.id, { status: 'failed', error: { code: 'x', message: 'x' } });
  // A failed trial can be retried from its checkpoint.
  expect(epochsOf()).toEqual([1]);
  store.startAttempt(trialId, attempt);
  expect([epochsOf(), metricEpochs()]).toEqual([[], []]);
});

test.each(['finished', 'diverged'] as const)('a %s trial needs no checkpoint', (status) => {
  const { id } = store.startAttempt(trialId, attempt);
  store.addCheckpoint(id, place(1));
  store.endAttempt(id, { status, result: { ...result, objective: status === 'diverged' ? Number.NaN : 0.9 } });
  expect(epochsOf()).toEqual([]);
  expect(store.listBlobs()).toEqual(new Set());
});

test('checkpoints from which training cannot continue are forgotten', () => {
  const { id } = store.startAttempt(trialId, attempt);
  store.addCheckpoint(id, place(1));
  store.forgetCheckpoints(id);
  expect(epochsOf()).toEqual([]);
});

test('an attempt that has ended adds no checkpoint', () => {
  const { id } = store.startAttempt(trialId, attempt);
  store.endAttempt(id, { status: 'stopped' });
  expect(() => store.addCheckpoint(id, place(1))).toThrow(/not running/);
  store.closeSweep(sweepId, 'paused');
  expect(() => store.addCheckpoint(id, place(1))).toThrow(expect.objectContaining({ code: 'sweep-taken-over' }));
  expect(epochsOf()).toEqual([]);
});
