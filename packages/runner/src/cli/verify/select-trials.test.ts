import { afterEach, beforeEach, expect, test } from 'vitest';
import { engineNames } from '@sweepdeck/core/engines';
import { openMemoryStore } from '../../store/open-store.ts';
import { openWithTrials } from '../../store/open-with-trials.ts';
import type { Store } from '../../store/store.ts';
import { newSweep, plannedTrial } from '../../store/testing/sample-sweep.ts';
import { selectTrials } from './select-trials.ts';
import { verifyCommand } from './verify-command.ts';

let store: Store;
beforeEach(() => {
  store = openMemoryStore();
  const trials = Array.from({ length: 20 }, (_, repeat) => plannedTrial('mse', repeat));
  openWithTrials(store, newSweep({ trials }), { isFresh: false, workers: 1, processId: process.pid });
  const result = { bestEpoch: 1, objective: 0.5, seconds: 1, divergedAt: null, metrics: {} };
  for (let id = 1; id <= 15; id++)
    store.endAttempt(store.startAttempt(id, { worker: 0, environment: {} }).id, {
      status: id % 2 === 0 ? 'finished' : 'diverged',
      result,
    });
});
afterEach(() => store.close());

const idsOf = (sample?: number, seed = 0): number[] =>
  selectTrials(store, { wanted: 'sample', sample, seed }).map(({ id }) => id);

test('a sweep gives its trials with a result, diverged ones too', () => {
  expect(idsOf()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]);
  expect(selectTrials(store, { wanted: 't3', sample: undefined, seed: 0 })).toMatchObject([{ status: 'diverged' }]);
});

test('a sample has the wanted size, depends on nothing but the seed, and is never more than there are', () => {
  expect(idsOf(4)).toHaveLength(4);
  expect(idsOf(4)).toEqual(idsOf(4));
  expect(new Set([0, 1, 2, 3].map((seed) => String(idsOf(4, seed)))).size).toBe(4);
  expect(idsOf(100)).toHaveLength(15);
});

test('every engine can be named', () => {
  expect(verifyCommand.options['engine']?.choices?.toSorted()).toEqual(engineNames.toSorted());
});
