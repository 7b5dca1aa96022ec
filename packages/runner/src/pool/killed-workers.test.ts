import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { tinyDataset } from '@sweepdeck/core/testing';
import { trialConfigSchema } from '@sweepdeck/core/training';
import type { AttemptRecord } from '../records/records.ts';
import { openBlobFolder } from '../store/blobs/blob-folder.ts';
import { openMemoryStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import type { SweepWithTrials } from '../store/open-with-trials.ts';
import { deadlyLoss } from '../../test/crashes/deadly-loss.ts';
import { bundledProcess, bundledThread } from '../../test/fixtures/bundled-entry.ts';
import { startSweep, sweep } from '../../test/fixtures/scripted-sweep.ts';
import { createProcessPool } from './create-process-pool.ts';
import { createThreadPool } from './create-thread-pool.ts';
import type { TrialPool } from './trial-pool.ts';

const dataset = tinyDataset(96);
const seeds = [1, 2, 3, 4];

let directory: string;
let pool: TrialPool;
const deadlyFile = (): string => join(directory, 'deadly');
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'sweepdeck-killed-workers-'));
  writeFileSync(join(directory, 'loss.mjs'), deadlyLoss);
  vi.stubEnv('SWEEPDECK_TEST_DEADLY', deadlyFile());
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await pool.close();
  rmSync(directory, { recursive: true });
});

/** A sweep over seeds whose loss can end its worker. */
function deadlySweep(): SweepWithTrials {
  const trials = seeds.map((seed) => ({
    key: `seed-${seed}`,
    cell: `seed-${seed}`,
    repeat: 0,
    config: trialConfigSchema.parse({
      seed,
      model: { name: 'mlp', width: 4 },
      loss: { module: join(directory, 'loss.mjs') },
      optimizer: 'adam',
      training: { epochs: 2, batch_size: 4 },
    }),
    parameters: {},
  }));
  return { ...sweep, engine: 'wasm', trials };
}

/** Trains the sweep with a checkpoint after each step, until no worker is killed any more. */
async function trainOn(store: Store, runs: number): Promise<void> {
  for (let run = 1; run <= runs; run++) {
    if (run === runs) rmSync(deadlyFile(), { force: true });
    const checkpoints = { folder: openBlobFolder(directory), rhythm: { maxSeconds: 0, minSeconds: 0 } };
    await startSweep(store, pool, { sweep: deadlySweep(), dataset, checkpoints }).outcome;
  }
}

/** Returns what may not depend on how often a worker was killed. */
function bitsOf(store: Store): unknown {
  return store.listTrials(1).map(({ id, status, result }) => ({
    status,
    result: result && { ...result, seconds: 0 },
    metrics: store
      .listMetrics([id])
      .filter(({ name }) => !['seconds', 'samples_per_second', 'engine_memory'].includes(name)),
  }));
}

test.each([
  ['process', () => createProcessPool(1, bundledProcess)],
  ['thread', () => createThreadPool(1, bundledThread)],
])(
  'a worker %s that is killed at random steps costs no more than its running step, and no result changes',
  async (name, open) => {
    pool = open();
    const whole = openMemoryStore();
    await trainOn(whole, 1);
    expect(whole.listTrials(1).map(({ status }) => status)).toEqual(seeds.map(() => 'finished'));

    const store = openMemoryStore();
    writeFileSync(deadlyFile(), '6');
    await trainOn(store, 3);
    expect(bitsOf(store)).toEqual(bitsOf(whole));
    const attempts = store.listTrials(1).map(({ id }) => store.listAttempts(id));
    expect(attempts.map((all) => all.filter(({ status }) => status === 'finished').length)).toEqual(seeds.map(() => 1));

    // One worker at a time, so that deaths come in the order of the attempts that they ended.
    const deaths = readFileSync(join(directory, 'deaths'), 'utf8').trim().split('\n').map(Number);
    const killed = attempts
      .flat()
      .filter(({ status }) => status === 'failed')
      .toSorted((a, b) => a.id - b.id);
    expect(deaths.length).toBeGreaterThan(1);
    expect(killed).toHaveLength(deaths.length);
    const stepOf = (attempt: AttemptRecord | undefined): number => attempt?.from?.step ?? 0;
    const lost = killed.map((attempt, index) => {
      const next = store.listAttempts(attempt.trialId).find(({ id }) => id > attempt.id);
      return stepOf(attempt) + (deaths[index] ?? Number.NaN) - stepOf(next);
    });
    console.info(
      `${lost.length} kills of a worker ${name} with a checkpoint after each step: ${lost.join(', ')} steps lost`,
    );
    expect(Math.max(...lost)).toBeLessThanOrEqual(1);
  },
);
