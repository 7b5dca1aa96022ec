import { afterEach, beforeEach, expect, test } from 'vitest';
import type { NewCheckpoint } from '../records/checkpoint-record.ts';
import type { PlannedTrial, TrialResult } from '../records/records.ts';
import { openMemoryStore } from './open-store.ts';
import { openWithTrials } from './open-with-trials.ts';
import type { Store } from './store.ts';
import { newSweep, plannedTrial } from './testing/sample-sweep.ts';

const options = { isFresh: false, workers: 1, processId: process.pid };
const attempt = { worker: 0, environment: {} };
const result: TrialResult = { bestEpoch: 2, objective: 0.9, seconds: 12, divergedAt: null, metrics: {} };

let store: Store;
beforeEach(() => {
  store = openMemoryStore({ clock: () => 5000 });
});
afterEach(() => store.close());

const stateAt = (epoch: number): NewCheckpoint => ({
  epoch,
  step: 10 * epoch,
  sha256: String(epoch).padStart(64, '0'),
  bytes: 100,
  seconds: epoch,
});

function withEpochs(epochs: number, keyWithoutEpochs = 'same'): PlannedTrial {
  const trial = plannedTrial(`epochs ${epochs}`, 0);
  const config = { ...trial.config, training: { ...trial.config.training, epochs } };
  return { ...trial, key: `${keyWithoutEpochs} ${epochs}`, keyWithoutEpochs, config };
}

/** Places a trial in a sweep of its own; returns its id. */
function place(trial: PlannedTrial, isFresh = false): number {
  const sweep = openWithTrials(store, newSweep({ specHash: trial.key, trials: [trial] }), { ...options, isFresh });
  return store.listTrials(sweep.id)[0]?.id ?? 0;
}

/** Trains a trial to a final state at an epoch. */
function finish(trial: PlannedTrial, epoch: number = trial.config.training.epochs): number {
  const id = place(trial);
  const { id: attemptId } = store.startAttempt(id, attempt);
  for (let at = 1; at <= epoch; at++) store.appendEpoch(attemptId, at, { 'validation.accuracy': at / 10 });
  store.addCheckpoint(attemptId, stateAt(1));
  store.endAttempt(attemptId, { status: 'finished', result, finalState: stateAt(epoch) });
  return id;
}

const donorsOf = (id: number): number[][] =>
  store.listDonors(id).map(({ checkpoint, epochs }) => [checkpoint.trialId, checkpoint.epoch, epochs]);
const metricsOf = (id: number): number[][] => store.listMetrics([id]).map(({ epoch, value }) => [epoch, value]);

test('a finished trial keeps its final state, and no other checkpoint', () => {
  const id = finish(withEpochs(3));
  expect(store.listCheckpoints(id)).toMatchObject([{ ...stateAt(3), trialId: id, keptFor: 'extend' }]);
  expect(store.listFinalStates()).toEqual([{ key: 'same 3', sha256: stateAt(3).sha256 }]);
  expect([...store.listBlobs()]).toEqual([stateAt(3).sha256]);
});

test('donors have the same key without epochs and no more epochs; those with the most come first', () => {
  const [short, long, stopped] = [finish(withEpochs(2)), finish(withEpochs(3)), finish(withEpochs(50), 4)];
  finish(withEpochs(6));
  finish(withEpochs(1, 'other'));
  const id = place(withEpochs(5));
  expect(donorsOf(id)).toEqual([
    [stopped, 4, 50],
    [long, 3, 3],
    [short, 2, 2],
  ]);
  expect(donorsOf(place(withEpochs(1)))).toEqual([]);
  // The same trial, trained again, is no donor of itself.
  expect(donorsOf(place(withEpochs(2), true))).toEqual([]);
});

test('a trial that was stored without that key has no donors', () => {
  finish(withEpochs(2));
  const { keyWithoutEpochs: _, ...old } = withEpochs(4);
  expect(donorsOf(place(old))).toEqual([]);
});

test('an attempt that continues another trial copies its metrics, and says where it came from', () => {
  const donor = finish(withEpochs(2));
  const id = place(withEpochs(4));
  const from = store.listDonors(id)[0]?.checkpoint;
  if (from === undefined) throw new Error('no donor');
  const first = store.startAttempt(id, { ...attempt, from });
  expect(first.from).toEqual({ epoch: 2, step: 20, trialId: donor });
  expect(metricsOf(id)).toEqual(metricsOf(donor));
  store.appendEpoch(first.id, 3, { 'validation.accuracy': 0.3 });
  store.addCheckpoint(first.id, stateAt(3));
  store.appendEpoch(first.id, 4, { 'validation.accuracy': 0.4 });
  store.endAttempt(first.id, { status: 'stopped' });
  // The next attempt continues its own checkpoint; the copied metrics stay.
  const own = store.listCheckpoints(id)[0];
  if (own === undefined) throw new Error('no checkpoint');
  const second = store.startAttempt(id, { ...attempt, from: own });
  expect(second.from).toEqual({ epoch: 3, step: 30, trialId: null });
  expect(metricsOf(id).map(([epoch]) => epoch)).toEqual([1, 2, 3]);
  store.endAttempt(second.id, { status: 'stopped' });
  store.startAttempt(id, attempt);
  expect(metricsOf(id)).toEqual([]);
  expect(metricsOf(donor)).toHaveLength(2);
});

test('a donor that the training refused is left out', () => {
  finish(withEpochs(2));
  const id = place(withEpochs(4));
  const from = store.listDonors(id)[0]?.checkpoint;
  if (from === undefined) throw new Error('no donor');
  const fail = (code: string): void => {
    const { id: attemptId } = store.startAttempt(id, { ...attempt, from });
    store.endAttempt(attemptId, { status: 'failed', error: { code, message: 'x' } });
    place(withEpochs(4));
  };
  fail('worker-died');
  expect(donorsOf(id)).toHaveLength(1);
  fail('checkpoint-mismatch');
  expect(donorsOf(id)).toEqual([]);
});

test('final states of trials whose weights are gone are forgotten', () => {
  finish(withEpochs(2));
  const kept = finish(withEpochs(3));
  store.forgetFinalStates(['same 2', 'unknown']);
  expect(store.listFinalStates().map(({ key }) => key)).toEqual(['same 3']);
  // A checkpoint of an unfinished trial is none.
  const id = place(withEpochs(9));
  store.addCheckpoint(store.startAttempt(id, attempt).id, stateAt(1));
  store.forgetFinalStates(['same 9']);
  expect(store.listCheckpoints(id)).toHaveLength(1);
  expect(store.listCheckpoints(kept)).toHaveLength(1);
});
