import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { loadDataset, type Dataset } from '@sweepdeck/core/datasets';
import type { SweepEvent } from '../events/sweep-event.ts';
import type { CheckpointRecord } from '../records/checkpoint-record.ts';
import type { AttemptRecord, TrialRecord } from '../records/records.ts';
import { parameterLabel } from '../records/cell-label.ts';
import { planTrials } from '../search/plan-trials.ts';
import { loadSweepText } from '../spec/load-sweep.ts';
import { openBlobFolder } from '../store/blobs/blob-folder.ts';
import { openCheckpointFolder } from '../store/checkpoints/checkpoint-folder.ts';
import { openSqliteStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import { startSweep } from '../../test/fixtures/scripted-sweep.ts';
import { trainingPool } from '../../test/fixtures/training-pool.ts';

/** Momentum, dropout and averaged weights are state that epochs hand on; `patience: 0` stops after the second epoch. */
const yaml = `
name: longer
dataset: { name: glyphs, count: 100 }
model: { name: mlp, width: 8, depth: 1, dropout: 0.2 }
optimizer: { name: momentum, weight_ema: 0.9 }
learning_rate: 0.05
training: { epochs: 2, batch_size: 16 }
engine: wasm
keep_weights: all
parameters:
  schedule: { values: [constant, { name: reduce-on-plateau, patience: 0, min_delta: 0.5 }, cosine] }
  training.early_stopping: { values: [{ patience: 50 }, { patience: 1, min_delta: 0.5 }] }
`;

let dataset: Dataset;
beforeAll(async () => {
  const { spec } = loadSweepText(yaml, { name: 'longer', folder: '/', currentDirectory: '/' });
  dataset = await loadDataset(spec.config.dataset, { cacheDirectory: tmpdir() });
});
let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'sweepdeck-more-epochs-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

interface Stored {
  readonly trial: TrialRecord;
  readonly attempts: readonly AttemptRecord[];
  readonly finalState: CheckpointRecord | undefined;
  /** Everything that must be the same bits. */
  readonly bits: unknown;
}

interface Trained {
  /** By the schedule and the patience. */
  readonly stored: ReadonlyMap<string, Stored>;
  readonly events: readonly SweepEvent[];
}

/** Trains the sweep with a number of epochs in the store of that name. */
async function train(epochs: number, storeName: string, keep: 'best' | 'all' = 'all'): Promise<Trained> {
  const overrides = [`training.epochs=${epochs}`];
  const { spec, specHash, source } = loadSweepText(yaml, {
    name: 'longer',
    folder: '/',
    currentDirectory: '/',
    overrides,
  });
  const context = { datasetFingerprint: dataset.fingerprint, engine: 'wasm', numericsVersion: '1' };
  const trials = planTrials(spec, context);
  const place = join(directory, storeName);
  const store = openSqliteStore(place);
  const pool = trainingPool();
  try {
    const { axes, repeats } = spec;
    const sweep = { name: spec.name, specHash, spec: {}, source, objective: spec.config.metric, axes, repeats };
    const { events, outcome } = startSweep(store, pool, {
      sweep: { ...sweep, engine: 'wasm', trials },
      dataset,
      weights: { keep, folder: openCheckpointFolder(place) },
      checkpoints: { folder: openBlobFolder(place), rhythm: {} },
    });
    expect(await outcome).toMatchObject({ status: 'finished' });
    return { stored: readStored(store, place), events };
  } finally {
    await pool.close();
    store.close();
  }
}

function readStored(store: Store, place: string): Trained['stored'] {
  const trials = store.listTrials(store.listSweeps()[0]?.id ?? 0);
  return new Map(
    trials.map((trial) => {
      const { seconds: _, ...result } = trial.result ?? { seconds: 0 };
      const metrics = store.listMetrics([trial.id]).flatMap(({ trialId: __, ...point }) => {
        const isTime = /seconds|samples_per_second|engine_memory/.test(point.name);
        return isTime ? [] : [point];
      });
      const weights = readIfAny(join(place, 'checkpoints', `${trial.key}.safetensors`));
      const bits = { key: trial.key, result, metrics, weights, artifacts: store.getArtifacts(trial.id) };
      const { schedule = '', 'training.early_stopping': stopping = '' } = trial.parameters;
      return [
        `${parameterLabel(schedule)} ${parameterLabel(stopping)}`,
        { trial, attempts: store.listAttempts(trial.id), finalState: store.listCheckpoints(trial.id)[0], bits },
      ];
    }),
  );
}

function readIfAny(path: string): string | undefined {
  try {
    return readFileSync(path).toString('base64');
  } catch {
    return undefined;
  }
}

const blobCount = (): number => readdirSync(join(directory, 'store', 'blobs')).length;

test('more epochs continue finished trials, with the bits of a training from scratch', async () => {
  const before = await train(2, 'store');
  const more = await train(4, 'store');
  const fresh = await train(4, 'fresh');
  expect(more.stored.size).toBe(6);
  for (const [label, { trial, attempts, bits }] of more.stored) {
    expect(bits).toEqual(fresh.stored.get(label)?.bits);
    const { trial: donor, finalState: donorState } = before.stored.get(label) ?? {};
    const isContinued = !label.includes('cosine');
    expect(attempts.map(({ from }) => from?.trialId)).toEqual([isContinued ? donor?.id : undefined]);
    if (!isContinued) continue;
    expect(attempts[0]?.from?.epoch).toBe(2);
    // The seconds are those of both trials.
    const own = attempts[0]?.seconds ?? Number.NaN;
    expect(trial.result?.seconds).toBe(own + (donorState?.seconds ?? Number.NaN));
  }
  // One of the two that continue stops early.
  const trained = new Map<number, number>();
  for (const event of more.events)
    if (event.type === 'trial-event' && event.event.type === 'epoch')
      trained.set(event.trial.id, (trained.get(event.trial.id) ?? 0) + 1);
  // In the order of the file. Trials that had stopped early stop at once; those that start over train all epochs.
  expect([...more.stored.values()].map(({ trial }) => trained.get(trial.id) ?? 0)).toEqual([2, 0, 2, 0, 4, 2]);
  const refused = more.events.filter((event) => event.type === 'donor-refused');
  expect(refused.map(({ reason }) => reason)).toEqual([
    expect.stringMatching(/^the schedule cosine used the rate \S+ at step \d+ of 2 epochs; with 4 epochs it is \S+$/),
    expect.stringMatching(/^the schedule cosine/),
  ]);
  // Each sweep has its final states, and nothing else is left.
  expect(blobCount()).toBe(12);
});

test('with the best weights, the final state of the winner is kept, and the others are not', async () => {
  await train(2, 'store', 'best');
  expect(blobCount()).toBe(1);
  const more = await train(4, 'store', 'best');
  const continued = [...more.stored.values()].filter(({ attempts }) => attempts[0]?.from !== null);
  expect(continued.length).toBeLessThanOrEqual(1);
  expect(blobCount()).toBe(2);
});
