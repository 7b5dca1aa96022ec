import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PlannedTrial, TrialResult } from '../records/records.ts';
import { openMemoryStore } from './open-store.ts';
import { openWithTrials, type SweepWithTrials } from './open-with-trials.ts';
import type { ExtendedSweep, Store } from './store.ts';
import { newSweep, plannedTrial } from './testing/sample-sweep.ts';

const options = { isFresh: false, workers: 1, processId: process.pid };
const result: TrialResult = { bestEpoch: 1, objective: 0.9, seconds: 1, divergedAt: null, metrics: {} };

let store: Store;
let sweepId: number;
beforeEach(() => {
  store = openMemoryStore();
  sweepId = openWithTrials(store, newSweep(), options).id;
  store.endAttempt(store.startAttempt(1, { worker: 0, environment: {} }).id, { status: 'finished', result });
  store.closeSweep(sweepId, 'paused');
});
afterEach(() => store.close());

/** The sample with a third loss first and a fixed rate that is now swept. */
const losses = ['kl', 'mse', 'hinge'];
const withRate = (trial: PlannedTrial): PlannedTrial => ({
  ...trial,
  parameters: { learning_rate: 0.1, ...trial.parameters },
});
const larger: SweepWithTrials = newSweep({
  specHash: 'larger',
  source: 'name: larger\n',
  axes: [
    { path: 'learning_rate', values: [0.1] },
    { path: 'loss', values: losses },
  ],
  trials: losses.flatMap((loss) => [0, 1].map((repeat) => withRate(plannedTrial(loss, repeat)))),
});
const extended = ({ name, specHash, spec, source, axes, repeats, trials }: SweepWithTrials): ExtendedSweep => ({
  name,
  specHash,
  spec,
  source,
  axes,
  repeats,
  trials,
});
const placesOf = (id = sweepId): unknown[] =>
  store.listTrials(id).map(({ id: trialId, position, key, status }) => [trialId, position, key, status]);

test('an extended sweep keeps its trials with their ids and places; the same spec continues it', () => {
  const before = placesOf();
  const revision = store.readRevisions().get(sweepId) ?? 0;
  expect(store.extendSweep(sweepId, extended(larger))).toMatchObject({
    id: sweepId,
    specHash: 'larger',
    source: 'name: larger\n',
    axes: larger.axes,
    status: 'paused',
    engine: 'wasm',
  });
  expect(placesOf()).toEqual(before);
  expect(store.readRevisions().get(sweepId)).toBeGreaterThan(revision);
  // Finished trials too are named by the new parameters.
  for (const { parameters, config } of store.listTrials(sweepId))
    expect(Object.entries(parameters)).toEqual([
      ['learning_rate', 0.1],
      ['loss', config.loss.name],
    ]);
  expect(openWithTrials(store, larger, options).id).toBe(sweepId);
  expect(placesOf().slice(0, 4)).toEqual(before);
  expect(placesOf().slice(4)).toEqual([
    [5, 4, 'kl/0', 'pending'],
    [6, 5, 'kl/1', 'pending'],
  ]);
});

test('the earlier spec is then another sweep, which reuses what is finished', () => {
  store.extendSweep(sweepId, extended(larger));
  const second = openWithTrials(store, newSweep(), options);
  expect(second.id).not.toBe(sweepId);
  expect(store.listTrials(second.id)[0]).toMatchObject({ id: 1, isReused: true });
});

test('trials that the larger spec lacks leave the sweep and stay in the store', () => {
  const trials = [{ ...plannedTrial('mse', 0), key: 'mse/0 longer' }];
  const replaced = newSweep({ specHash: 'longer', trials });
  store.extendSweep(sweepId, extended(replaced));
  expect(placesOf()).toEqual([]);
  expect(openWithTrials(store, replaced, options).id).toBe(sweepId);
  expect(placesOf()).toEqual([[5, 0, 'mse/0 longer', 'pending']]);
  // The next sweep that plans one of them reuses it.
  const again = openWithTrials(store, newSweep(), options);
  expect(store.listTrials(again.id)[0]).toMatchObject({ id: 1, status: 'finished', isReused: true });
});

test('a sweep that runs is refused, one whose process is gone is not', () => {
  openWithTrials(store, newSweep(), options);
  expect(() => store.extendSweep(sweepId, extended(larger))).toThrow(
    expect.objectContaining({ code: 'sweep-is-running', hint: expect.stringContaining('runner dashboard') }),
  );
  expect(store.getSweep(sweepId)?.specHash).toBe('sample-hash');
  let isAlive = true;
  const other = openMemoryStore({ isProcessAlive: () => isAlive });
  const { id } = openWithTrials(other, newSweep(), { ...options, processId: 12 });
  isAlive = false;
  expect(other.extendSweep(id, extended(larger)).status).toBe('paused');
  other.close();
});

test('a sweep is not made the same as another one', () => {
  const other = openWithTrials(store, larger, options);
  store.closeSweep(other.id, 'paused');
  expect(() => store.extendSweep(sweepId, extended(larger))).toThrow(
    expect.objectContaining({ code: 'extend-exists', hint: expect.stringContaining(`runner sweep s${other.id}`) }),
  );
});

test('keys by earlier rules count as the same trial', () => {
  const trials = larger.trials.map((trial) => ({
    ...trial,
    key: `new ${trial.key}`,
    former: { key: trial.key, cell: trial.cell },
  }));
  const before = placesOf();
  store.extendSweep(sweepId, extended({ ...larger, trials }));
  expect(placesOf()).toEqual(before);
});
