import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Goal } from '@sweepdeck/core/metrics';
import type { SweepRecord } from '../../records/records.ts';
import { openMemoryStore } from '../open-store.ts';
import type { Store } from '../store.ts';
import { newSweep, plannedTrial } from '../testing/sample-sweep.ts';
import { bestTrial } from './best-trial.ts';
import { openCheckpointFolder, type CheckpointFolder } from './checkpoint-folder.ts';
import { createWeightsKeeper } from './weights-keeper.ts';

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

function open(name: string, goal: Goal = 'maximize'): SweepRecord {
  const trials = names.map((key) => ({ ...plannedTrial(key, 0), key }));
  const objective = { name: goal === 'maximize' ? 'validation.accuracy' : 'validation.loss', goal } as const;
  return store.openSweep(newSweep({ name, specHash: name, objective, trials }), {
    isFresh: false,
    workers: 1,
    processId: process.pid,
  });
}

/** Ends the named trial as an attempt does; returns the code of what is reported. */
function finish(sweep: SweepRecord, keeper: ReturnType<typeof createWeightsKeeper>, name: string, objective: number) {
  const trial = store.listTrials(sweep.id).find(({ key }) => key === name);
  if (trial === undefined) throw new Error(`no ${name}`);
  const attempt = store.startAttempt(trial.id, { worker: 0, environment: {} });
  const keeping = keeper.keep(trial, objective, new TextEncoder().encode(name));
  const before = kept();
  const result = { bestEpoch: 1, objective, seconds: 1, divergedAt: null, metrics: {} };
  store.endAttempt(attempt.id, { status: 'finished', result });
  keeping.forgetReplaced();
  return { error: keeping.error?.code, before };
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

test('best: a better trial replaces the weights, after they are in place', () => {
  const sweep = open('one');
  const keeper = createWeightsKeeper({ store, sweep, keep: 'best', folder });
  finish(sweep, keeper, 'a', 0.5);
  expect(kept()).toEqual(['a']);
  finish(sweep, keeper, 'b', 0.4);
  expect(kept()).toEqual(['a']);
  expect(finish(sweep, keeper, 'c', 0.7).before).toEqual(['a', 'c']);
  expect(kept()).toEqual(['c']);
  // Of equal ones the first in the grid, as the best trial of a sweep is found.
  finish(sweep, keeper, 'd', 0.7);
  expect(kept()).toEqual(['c']);
  expect(bestTrial(store.listTrials(sweep.id), sweep.objective)?.key).toBe('c');
});

test('best: where less is better, less is kept; a NaN never is', () => {
  const sweep = open('one', 'minimize');
  const keeper = createWeightsKeeper({ store, sweep, keep: 'best', folder });
  finish(sweep, keeper, 'd', Number.NaN);
  expect(kept()).toEqual([]);
  finish(sweep, keeper, 'b', 0.4);
  finish(sweep, keeper, 'c', 0.7);
  finish(sweep, keeper, 'a', 0.4);
  expect(kept()).toEqual(['a']);
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
