import { afterEach, beforeEach, expect, test } from 'vitest';
import { seedDemoStore } from '../../store/demo/seed-demo-store.ts';
import { openMemoryStore } from '../../store/open-store.ts';
import { newSweep } from '../../store/testing/sample-sweep.ts';
import type { Store } from '../../store/store.ts';
import { findExportedTrial } from './find-exported-trial.ts';

let store: Store;
beforeEach(() => {
  store = openMemoryStore();
});
afterEach(() => store.close());

test('a sweep stands for its finished trial with the best objective', () => {
  seedDemoStore(store);
  const found = findExportedTrial(store, 's1');
  expect(found).toMatchObject({ isBestOfSweep: true, sweep: { id: 1 }, trial: { status: 'finished' } });
  expect(found.trial.result.objective).toBe(store.getSweep(1)?.bestObjective);
  expect(findExportedTrial(store, found.sweep.name).trial.id).toBe(found.trial.id);
  expect(findExportedTrial(store, `t${found.trial.id}`)).toMatchObject({ isBestOfSweep: false, sweep: { id: 1 } });
});

test.each([
  ['diverged', 'trial-diverged'],
  ['failed', 'trial-not-finished'],
  ['pending', 'trial-not-finished'],
  ['running', 'trial-not-finished'],
])('a %s trial is refused', (status, code) => {
  seedDemoStore(store);
  const trials = store.listSweeps().flatMap(({ id }) => store.listTrials(id));
  const trial = trials.find((each) => each.status === status);
  expect(() => findExportedTrial(store, `t${trial?.id}`)).toThrow(expect.objectContaining({ code }));
});

test('what is not there, and a sweep without a finished trial, are refused', () => {
  expect(() => findExportedTrial(store, 's1')).toThrow(expect.objectContaining({ code: 'sweep-not-found' }));
  store.openSweep(newSweep(), { isFresh: false, workers: 1, processId: process.pid });
  expect(() => findExportedTrial(store, 't99')).toThrow(expect.objectContaining({ code: 'trial-not-found' }));
  expect(() => findExportedTrial(store, 'sample')).toThrow(expect.objectContaining({ code: 'no-finished-trial' }));
});
