import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Goal } from '@sweepdeck/core/metrics';
import { bestTrial } from '../../records/best-trial.ts';
import type { SweepRecord, TrialRecord } from '../../records/records.ts';
import { openMemoryStore } from '../open-store.ts';
import { openWithTrials } from '../open-with-trials.ts';
import type { Store } from '../store.ts';
import { newSweep, plannedTrial } from '../testing/sample-sweep.ts';
import { openCheckpointFolder, type CheckpointFolder } from './checkpoint-folder.ts';
import { createWeightsKeeper, type WeightsKeeper } from './weights-keeper.ts';

let directory: string;
let folder: CheckpointFolder;
let store: Store;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'sweepdeck-keeper-'));
  folder = openCheckpointFolder(directory);
  store = openMemoryStore();
});
afterEach(() => {
  store.close();
  rmSync(directory, { recursive: true });
});

const names = ['a', 'b', 'c', 'd'];

/** A cell for each letter; `a` and, with two repeats, `a2` are the trials of the first. */
function open(name: string, { goal = 'maximize', repeats = 1 }: { goal?: Goal; repeats?: 1 | 2 } = {}): SweepRecord {
  const seeds = repeats === 1 ? [''] : ['', '2'];
  const trials = seeds.flatMap((suffix, repeat) =>
    names.map((cell) => ({ ...plannedTrial(cell, repeat), key: cell + suffix })),
  );
  const objective = { name: goal === 'maximize' ? 'validation.accuracy' : 'validation.loss', goal } as const;
  return openWithTrials(store, newSweep({ name, specHash: name, objective, trials, repeats }), {
    isFresh: false,
    workers: 1,
    processId: process.pid,
  });
}

function trialNamed(sweep: SweepRecord, name: string): TrialRecord {
  const trial = store.listTrials(sweep.id).find(({ key }) => key === name);
  if (trial === undefined) throw new Error(`no ${name}`);
  return trial;
}

/** Ends the named trial as an attempt does; returns the code of what is reported. */
function finish(sweep: SweepRecord, keeper: WeightsKeeper, name: string, objective: number) {
  const trial = trialNamed(sweep, name);
  const attempt = store.startAttempt(trial.id, { worker: 0, environment: {} });
  const { error } = keeper.keep(trial, objective, new TextEncoder().encode(name));
  const before = kept();
  const result = { bestEpoch: 1, objective, seconds: 1, divergedAt: null, metrics: {} };
  store.endAttempt(attempt.id, { status: 'finished', result });
  keeper.collect(trialNamed(sweep, name));
  return { error: error?.code, before };
}

function diverge(sweep: SweepRecord, keeper: WeightsKeeper, name: string): void {
  const attempt = store.startAttempt(trialNamed(sweep, name).id, { worker: 0, environment: {} });
  const result = { bestEpoch: null, objective: Number.NaN, seconds: 1, divergedAt: null, metrics: {} };
  store.endAttempt(attempt.id, { status: 'diverged', result });
  keeper.collect(trialNamed(sweep, name));
}

function kept(): string[] {
  try {
    return readdirSync(join(directory, 'checkpoints'))
      .map((name) => name.replace('.safetensors', ''))
      .sort();
  } catch {
    return [];
  }
}

test('best, one seed: a better trial replaces the weights, after they are in place', () => {
  const sweep = open('one');
  const keeper = createWeightsKeeper({ store, sweep, keep: 'best', folder });
  finish(sweep, keeper, 'a', 0.5);
  expect(kept()).toEqual(['a']);
  finish(sweep, keeper, 'b', 0.4);
  expect(kept()).toEqual(['a']);
  expect(finish(sweep, keeper, 'c', 0.7).before).toEqual(['a', 'c']);
  expect(kept()).toEqual(['c']);
  // Equal trials: the first in the grid keeps its weights, because it is also the best trial of the sweep.
  finish(sweep, keeper, 'd', 0.7);
  expect(kept()).toEqual(['c']);
  expect(bestTrial(sweep, store.listTrials(sweep.id))?.key).toBe('c');
});

test('best: where less is better, less is kept; a NaN never is', () => {
  const sweep = open('one', { goal: 'minimize' });
  const keeper = createWeightsKeeper({ store, sweep, keep: 'best', folder });
  finish(sweep, keeper, 'd', Number.NaN);
  expect(kept()).toEqual([]);
  finish(sweep, keeper, 'b', 0.4);
  finish(sweep, keeper, 'c', 0.7);
  finish(sweep, keeper, 'a', 0.4);
  expect(kept()).toEqual(['a']);
});

test('best: in the end the weights are those of the best trial of the winning cell, not of the luckiest trial', () => {
  const sweep = open('one', { repeats: 2 });
  const keeper = createWeightsKeeper({ store, sweep, keep: 'best', folder });
  for (const [name, objective] of [
    ['a', 0.99],
    ['b', 0.95],
    ['c', 0.5],
    ['d', 0.97],
  ] as const)
    finish(sweep, keeper, name, objective);
  // Each cell can still win.
  expect(kept()).toEqual(['a', 'b', 'c', 'd']);
  finish(sweep, keeper, 'a2', 0.7);
  finish(sweep, keeper, 'b2', 0.96);
  // The mean of b is final. That of a is worse, and that of c would be even with a second seed at 1.
  expect(kept()).toEqual(['b2', 'd']);
  finish(sweep, keeper, 'c2', 0.98);
  diverge(sweep, keeper, 'd2');
  expect(kept()).toEqual(['b2']);
  expect(bestTrial(sweep, store.listTrials(sweep.id))?.key).toBe('b2');
});

test('best: a loss has no bound, so every cell stays until the sweep is through', () => {
  const sweep = open('one', { goal: 'minimize', repeats: 2 });
  const keeper = createWeightsKeeper({ store, sweep, keep: 'best', folder });
  for (const name of ['a', 'b', 'c', 'd']) finish(sweep, keeper, name, name === 'a' ? 0.1 : 0.5);
  diverge(sweep, keeper, 'a2');
  finish(sweep, keeper, 'b2', 0.3);
  // The diverged seed of a counts as the worst loss, which is not known yet.
  expect(kept()).toEqual(['a', 'b2', 'c', 'd']);
  finish(sweep, keeper, 'c2', 0.6);
  finish(sweep, keeper, 'd2', 0.9);
  expect(kept()).toEqual(['b2']);
});

test('best: a killed run leaves the weights that may be wanted, and the next run deletes those that are not', () => {
  const sweep = open('one', { repeats: 2 });
  const first = createWeightsKeeper({ store, sweep, keep: 'best', folder });
  for (const name of ['a', 'b', 'c', 'd']) finish(sweep, first, name, name === 'c' ? 0.9 : 0.6);
  // Its weights are written, its result is not.
  first.keep(trialNamed(sweep, 'a2'), 0.95, new TextEncoder().encode('a2'));
  const again = open('one', { repeats: 2 });
  expect(again.id).toBe(sweep.id);
  const second = createWeightsKeeper({ store, sweep: again, keep: 'best', folder });
  for (const name of ['a2', 'b2', 'c2', 'd2']) finish(again, second, name, name === 'a2' ? 0.95 : 0.5);
  expect(kept()).toEqual(['a2']);
  expect(bestTrial(sweep, store.listTrials(sweep.id))?.key).toBe('a2');
});

test('best: beyond a size, the cells that rank low give way', () => {
  const sweep = open('one', { repeats: 2 });
  const keeper = createWeightsKeeper({ store, sweep, keep: 'best', folder, maxBytes: 2 });
  for (const [name, objective] of [
    ['a', 0.7],
    ['b', 0.9],
    ['c', 0.8],
    ['d', 0.6],
  ] as const)
    finish(sweep, keeper, name, objective);
  // One byte each.
  expect(kept()).toEqual(['b', 'c']);
});

test('best: the weights of a trial that another sweep has too stay', () => {
  const first = open('one');
  finish(first, createWeightsKeeper({ store, sweep: first, keep: 'best', folder }), 'a', 0.5);
  const second = open('two');
  expect(store.listTrials(second.id)[0]?.isReused).toBe(true);
  finish(second, createWeightsKeeper({ store, sweep: second, keep: 'best', folder }), 'b', 0.6);
  expect(kept()).toEqual(['a', 'b']);
});

test('all: those of every finished trial stay', () => {
  const sweep = open('one');
  const keeper = createWeightsKeeper({ store, sweep, keep: 'all', folder });
  finish(sweep, keeper, 'a', 0.5);
  finish(sweep, keeper, 'b', 0.4);
  expect(kept()).toEqual(['a', 'b']);
});

test('a folder that cannot be written is told once and stops nothing', () => {
  writeFileSync(join(directory, 'checkpoints'), 'a file in its place');
  const sweep = open('one');
  const keeper = createWeightsKeeper({ store, sweep, keep: 'best', folder });
  expect(finish(sweep, keeper, 'a', 0.5).error).toBe('checkpoint-unwritable');
  expect(finish(sweep, keeper, 'b', 0.6).error).toBeUndefined();
  expect(store.listTrials(sweep.id).map(({ status }) => status)).toEqual([
    'finished',
    'finished',
    'pending',
    'pending',
  ]);
});

test.each([10, 200])('the trials read for each result do not grow with the sweep: %i cells', (cellCount) => {
  const trials = Array.from({ length: cellCount }, (_, cell) => plannedTrial(`cell ${cell}`, 0));
  const sweep = openWithTrials(store, newSweep({ trials, repeats: 1 }), {
    isFresh: false,
    workers: 1,
    processId: process.pid,
  });
  const read = { lists: 0, keys: 0 };
  const spy = {
    listTrials(sweepId: number) {
      read.lists++;
      return store.listTrials(sweepId);
    },
    isInOtherSweep(key: string, sweepId: number) {
      read.keys++;
      return store.isInOtherSweep(key, sweepId);
    },
    forgetFinalStates: (keys: readonly string[]) => store.forgetFinalStates(keys),
  };
  const keeper = createWeightsKeeper({ store: spy, sweep, keep: 'best', folder });
  // Each is better than the one before, which gives way.
  for (const { key } of trials.slice(0, 10))
    finish(sweep, keeper, key, trials.findIndex((trial) => trial.key === key) / 10);
  expect(read).toEqual({ lists: 1, keys: 9 });
});
