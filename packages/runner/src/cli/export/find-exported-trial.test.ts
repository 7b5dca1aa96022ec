import { afterEach, beforeEach, expect, test } from 'vitest';
import { seedDemoStore } from '../../demo-store/seed-demo-store.ts';
import { openMemoryStore } from '../../store/open-store.ts';
import { openWithTrials } from '../../store/open-with-trials.ts';
import { newSweep } from '../../store/testing/sample-sweep.ts';
import type { Store } from '../../store/store.ts';
import { findExportedTrial } from './find-exported-trial.ts';

let store: Store;
beforeEach(() => {
  store = openMemoryStore();
});
afterEach(() => store.close());

test('a sweep stands for the best trial of the cell that ranks first, not for its luckiest trial', () => {
  const { id } = openWithTrials(store, newSweep(), { isFresh: false, workers: 1, processId: process.pid });
  // The first two are one cell, the others another.
  for (const [position, objective] of [0.99, 0.7, 0.95, 0.96].entries()) {
    const attempt = store.startAttempt(store.listTrials(id)[position]?.id ?? 0, { worker: 0, environment: {} });
    const result = { bestEpoch: 1, objective, seconds: 1, divergedAt: null, metrics: {} };
    store.endAttempt(attempt.id, { status: 'finished', result });
  }
  const { trial, leader } = findExportedTrial(store, `s${id}`);
  expect(trial).toMatchObject({ position: 3, result: { objective: 0.96 } });
  expect(leader).toMatchObject({ cell: trial.cell, label: 'hinge' });
});

test('a sweep can be named by its id or its name, and a trial by its own', () => {
  seedDemoStore(store);
  const found = findExportedTrial(store, 's1');
  expect(found).toMatchObject({ isBestOfSweep: true, sweep: { id: 1 }, trial: { status: 'finished' } });
  expect(findExportedTrial(store, found.sweep.name).trial.id).toBe(found.trial.id);
  expect(findExportedTrial(store, `t${found.trial.id}`)).toMatchObject({
    isBestOfSweep: false,
    leader: null,
    sweep: { id: 1 },
  });
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
  openWithTrials(store, newSweep(), { isFresh: false, workers: 1, processId: process.pid });
  expect(() => findExportedTrial(store, 't99')).toThrow(expect.objectContaining({ code: 'trial-not-found' }));
  expect(() => findExportedTrial(store, 'sample')).toThrow(expect.objectContaining({ code: 'no-finished-trial' }));
});
