import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadSweep, type LoadedSweep } from '../spec/load-sweep.ts';
import { specToJson } from '../spec/sweep-spec.ts';
import { openMemoryStore } from '../store/open-store.ts';
import { openWithTrials } from '../store/open-with-trials.ts';
import type { Store } from '../store/store.ts';
import { newSweep } from '../store/testing/sample-sweep.ts';
import { findStartedSweep } from './find-started-sweep.ts';

const yaml = `
name: rates
dataset: { name: glyphs, count: 200 }
model: logistic
parameters:
  learning_rate: { values: [0.1, 0.2] }
`;

let directory: string;
let store: Store;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'sweepdeck-started-'));
  writeFileSync(join(directory, 'rates.yaml'), yaml);
  store = openMemoryStore();
});
afterEach(() => {
  store.close();
  rmSync(directory, { recursive: true });
});

const load = (...overrides: readonly string[]): LoadedSweep =>
  loadSweep(join(directory, 'rates.yaml'), { overrides, currentDirectory: directory });
/** Stores a sweep of that spec; returns its id. */
const start = ({ spec, specHash }: LoadedSweep): number => {
  const sweep = newSweep({ name: spec.name, spec: specToJson(spec), specHash });
  return openWithTrials(store, sweep, { isFresh: true, workers: 1, processId: process.pid }).id;
};

test('there is none in an empty store', () => {
  expect(findStartedSweep(store, load())).toBeUndefined();
});

test('the newest of the same spec', () => {
  start(load());
  const newest = start(load());
  start(load('training.epochs=2'));
  expect(findStartedSweep(store, load())?.id).toBe(newest);
});

test.each([
  ['more repeats', ['repeats=3'], true],
  ['other values', ['parameters.learning_rate={values: [0.1, 0.2, 0.4]}'], true],
  ['kept weights', ['keep_weights=all'], true],
  ['another rank for diverged trials', ['diverged=leave-out'], true],
  ['another model', ['model=mlp'], false],
  ['other training', ['training.epochs=2'], false],
  ['an engine by name', ['engine=cpu'], false],
  ['another name', ['name=other'], false],
])('%s', (_, overrides, isExtension) => {
  const id = start(load());
  expect(findStartedSweep(store, load(...overrides))?.id).toBe(isExtension ? id : undefined);
});

test('the same spec counts before a newer extension of it', () => {
  const first = start(load());
  const larger = start(load('repeats=3'));
  expect(findStartedSweep(store, load())?.id).toBe(first);
  expect(findStartedSweep(store, load('repeats=4'))?.id).toBe(larger);
});
