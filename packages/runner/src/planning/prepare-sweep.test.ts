import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engineRegistry, type EngineDefinition, type EngineStatus } from '@sweepdeck/core/engines';
import { loadDataset } from '@sweepdeck/core/datasets';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openMemoryStore } from '../store/open-store.ts';
import { openWithTrials } from '../store/open-with-trials.ts';
import type { Store } from '../store/store.ts';
import { newSweep } from '../store/testing/sample-sweep.ts';
import { createPool } from '../pool/create-pool.ts';
import { loadSweep } from '../spec/load-sweep.ts';
import { specToJson } from '../spec/sweep-spec.ts';
import type { PlanningPorts } from './ports.ts';
import { prepareSweep, type PreparedSweep, type PrepareOptions } from './prepare-sweep.ts';

const yaml = `
name: two
dataset: { name: glyphs, count: 100 }
model: logistic
training: { epochs: 1 }
parameters:
  training.batch_size: { values: [4, 8] }
  loss: { values: [cross-entropy, mse] }
`;

const status = { works: true, device: 'a device', numericsVersion: 'fake-1', isCandidate: true } satisfies EngineStatus;
const candidate = (engine: EngineDefinition): EngineDefinition => ({
  ...engine,
  mayBeCandidate: () => true,
  check: () => Promise.resolve(status),
});
const { wasm, cpu } = engineRegistry;

let directory: string;
let store: Store | undefined;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'sweepdeck-prepare-'));
  writeFileSync(join(directory, 'two.yaml'), yaml);
});
afterEach(() => {
  store?.close();
  store = undefined;
  rmSync(directory, { recursive: true });
});

function prepare(options: Partial<PrepareOptions> = {}, ...overrides: readonly string[]): Promise<PreparedSweep> {
  const loaded = loadSweep('two.yaml', { overrides, currentDirectory: directory });
  const ports: PlanningPorts = {
    readEarlierRuns: (read) => (store === undefined ? undefined : read(store)),
    loadDataset: (config) => loadDataset(config, { cacheDirectory: join(directory, 'cache') }),
    createPool,
    createChecker: () => {
      throw new Error('the sweep names no file of its own');
    },
  };
  return prepareSweep(loaded, { workers: 3, isFresh: false, ...options }, ports);
}

test('auto times every candidate in a worker, on the models of the sweep; one that cannot start is out', async () => {
  const missing: EngineDefinition = { ...candidate(cpu), name: 'missing' };
  const limited: EngineDefinition = { ...candidate(cpu), maxWorkers: 1 };
  const { engine, search, workers } = await prepare({ engines: [missing, candidate(wasm), limited] });
  const [first, second, third] = engine.findings;
  expect(first).toMatchObject({ name: 'missing', verdict: 'failed', reason: expect.stringContaining('missing') });
  expect(second).toMatchObject({ name: 'wasm', verdict: 'works', timing: { workers: 3 } });
  expect(third).toMatchObject({ name: 'cpu', verdict: 'works', timing: { workers: 1 } });
  expect(engine.models).toEqual({ timed: 2, total: 2 });

  const speedOf = (finding: typeof first): number =>
    (finding?.timing?.workers ?? 0) / (finding?.timing?.millisecondsPerStep ?? 1);
  const isWasm = speedOf(second) >= speedOf(third);
  expect([engine.name, workers]).toEqual(isWasm ? ['wasm', 3] : ['cpu', 1]);
  // The keys are those of the engine that was taken.
  const alone = await prepare({ engines: [candidate(engineRegistry[isWasm ? 'wasm' : 'cpu'])] });
  expect(search.firstTrials.map(({ key }) => key)).toEqual(alone.search.firstTrials.map(({ key }) => key));
  expect(readdirSync(directory)).toEqual(['two.yaml']);
}, 120_000);

test('no more workers than the engine can have, nor than there are trials', async () => {
  const limited: EngineDefinition = { ...candidate(wasm), maxWorkers: 2 };
  expect((await prepare({ engines: [limited] })).workers).toBe(2);
  expect((await prepare({ engines: [limited], workers: 1 })).workers).toBe(1);
  expect((await prepare({ engines: [candidate(wasm)], workers: 99 })).workers).toBe(4);
});

test('what a store has started stays on its engine until it is started anew', async () => {
  const engines = [
    candidate(wasm),
    { ...candidate(cpu), check: () => Promise.resolve({ ...status, isCandidate: false }) },
  ];
  const { spec, specHash } = await prepare({ engines });
  store = openMemoryStore();
  const sweep = newSweep({ name: spec.name, spec: specToJson(spec), specHash, engine: 'cpu' });
  openWithTrials(store, sweep, { isFresh: false, workers: 1, processId: process.pid });
  expect((await prepare({ engines })).engine.name).toBe('cpu');
  expect((await prepare({ engines }, 'repeats=2')).engine.name).toBe('cpu');
  expect((await prepare({ engines, isFresh: true })).engine.name).toBe('wasm');
  expect((await prepare({ engines }, 'training.epochs=2')).engine.name).toBe('wasm');
});
