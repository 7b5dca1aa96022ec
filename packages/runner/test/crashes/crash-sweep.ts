import { join } from 'node:path';
import type { CheckpointRecord } from '../../src/records/checkpoint-record.ts';
import type { AttemptRecord, TrialRecord } from '../../src/records/records.ts';
import { openSqliteReader } from '../../src/store/open-store.ts';
import { deadlyLoss } from './deadly-loss.ts';
import { makePlace, type Place } from '../e2e/run-runner.ts';

/** Longest training time between two checkpoints: files are written nearly all the time. */
export const rhythmSeconds = 0.02;
const sweep = (losses: string): string => `
name: crashes
dataset: { name: glyphs, count: 300 }
model: { name: seed-cnn, width: 0.25 }
training: { epochs: 4, batch_size: 4 }
engine: wasm
parameters:
  loss: { values: [${losses}] }
  optimizer: { values: [sgd, momentum, adam, rmsprop] }
  learning_rate: { values: [0.001, 0.003, 0.01, 0.03, 0.1] }
`;

/** Command that trains the 40 trials, or what is left of them. */
export const crashCommand: readonly string[] =
  `sweep crashes.yaml --workers 2 --reporter json --retry-killed --checkpoint-every ${rhythmSeconds}`.split(' ');

/** Makes a folder with the sweep. @param hasDeadlyLoss whether half of its trials can end their workers */
export function crashPlace({ hasDeadlyLoss }: { readonly hasDeadlyLoss: boolean }): Place {
  const place = makePlace();
  place.write('loss.mjs', deadlyLoss);
  place.write('crashes.yaml', sweep(hasDeadlyLoss ? '{ module: ./loss.mjs }, cross-entropy' : 'cross-entropy, mse'));
  return place;
}

export interface StoredTrial {
  readonly trial: TrialRecord;
  readonly metrics: readonly unknown[];
  readonly attempts: readonly AttemptRecord[];
  /** The newest first. */
  readonly checkpoints: readonly CheckpointRecord[];
}

export interface StoredSweep {
  readonly status: string | undefined;
  readonly trials: readonly StoredTrial[];
}

/** Metrics that are not results. */
const measured: ReadonlySet<string> = new Set(['seconds', 'samples_per_second', 'engine_memory']);

export function readSweep({ directory }: Place): StoredSweep {
  const store = openSqliteReader(join(directory, '.sweepdeck'));
  try {
    const trials = store.listTrials(1).map((trial) => ({
      trial,
      metrics: store.listMetrics([trial.id]).filter(({ name }) => !measured.has(name)),
      attempts: store.listAttempts(trial.id),
      checkpoints: store.listCheckpoints(trial.id),
    }));
    return { status: store.listSweeps()[0]?.status, trials };
  } finally {
    store.close();
  }
}

/** Returns the results that must be the same bits whether a trial was interrupted or not. */
export function bitsOf({ trial, metrics }: StoredTrial): unknown {
  return { key: trial.key, status: trial.status, result: trial.result && { ...trial.result, seconds: 0 }, metrics };
}
