import { afterEach, beforeEach, expect, test } from 'vitest';
import type { MachineLoad } from '../records/machine-load.ts';
import type { TrialResult } from '../records/records.ts';
import type { Verification } from '../records/verification.ts';
import { openMemoryStore } from './open-store.ts';
import { openWithTrials } from './open-with-trials.ts';
import type { OpenSweepOptions, Store } from './store.ts';
import { newSweep } from './testing/sample-sweep.ts';

const options: OpenSweepOptions = { isFresh: false, workers: 2, processId: process.pid };
const result: TrialResult = { bestEpoch: 2, objective: 0.9, seconds: 12.5, divergedAt: null, metrics: {} };
const load: MachineLoad = {
  samples: 2,
  processorShare: { mean: 0.5, peak: 1 },
  usedMemoryMib: { mean: 1000, peak: 1200 },
  rssMib: { mean: 300, peak: 400 },
};

let store: Store;
let sweepId: number;
let trialId: number;
beforeEach(() => {
  store = openMemoryStore({ clock: () => 5000 });
  sweepId = openWithTrials(store, newSweep(), options).id;
  trialId = store.listTrials(sweepId)[0]?.id ?? 0;
});
afterEach(() => store.close());

const start = (): number => store.startAttempt(trialId, { worker: 0, environment: { git_dirty: true } }).id;

test('an attempt has its sweep, its last epoch and the load of the machine, if that was sampled', () => {
  const first = start();
  store.appendEpoch(first, 1, { 'train.loss': 1 });
  store.endAttempt(first, { status: 'stopped' }, load);
  store.endAttempt(start(), { status: 'finished', result });
  expect(store.listAttempts(trialId)).toMatchObject([
    { sweepId, lastEpoch: 1, load, environment: { git_dirty: true } },
    { sweepId, lastEpoch: null, load: null },
  ]);
});

test('verifications come back as they were added, and readers see a change', () => {
  store.endAttempt(start(), { status: 'finished', result });
  store.closeSweep(sweepId, 'paused');
  const before = store.readRevisions().get(sweepId) ?? 0;
  const reproduced: Verification = {
    trialId,
    outcome: 'reproduced',
    comparison: 'bits',
    engine: 'wasm',
    environment: { numerics_version: 'wasm-4' },
    firstDifference: null,
    seconds: 2.5,
  };
  const differs: Verification = {
    ...reproduced,
    outcome: 'differs',
    comparison: 'tolerance',
    firstDifference: { epoch: 1, name: 'validation.nll', stored: Number.NaN, now: 0.25 },
  };
  store.addVerification(reproduced);
  store.addVerification(differs);
  expect(store.listVerifications(trialId)).toEqual([
    { id: 1, createdAt: 5000, ...reproduced },
    { id: 2, createdAt: 5000, ...differs },
  ]);
  expect(store.listVerifications(trialId + 1)).toEqual([]);
  expect(store.readRevisions().get(sweepId)).toBeGreaterThan(before);
});

test('the sweeps of a trial are those that have a place for it', () => {
  const other = openWithTrials(store, newSweep({ specHash: 'other', trials: newSweep().trials.slice(0, 1) }), options);
  expect(store.listSweepsOf(trialId)).toEqual([sweepId, other.id]);
  expect(store.listSweepsOf(trialId + 1)).toEqual([sweepId]);
  expect(store.listSweepsOf(999)).toEqual([]);
});
