// The seed CNN on MNIST, Adam, batch 32: the time of a checkpoint in memory as a share of an epoch, and the time to write one,
// read it and continue from it. The runner writes the file, which is not part of this.
// usage: pnpm bench checkpoints [--dataset FOLDER] [--rounds N] [--epochs N] [--engine NAME] [--json]
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { cacheDirectory, loadDataset, type Dataset } from '../src/datasets/index.ts';
import { openEngine, type Engine } from '../src/engines/index.ts';
import { median } from '../src/statistics/index.ts';
import {
  describeBar,
  describeMachine,
  machineInWords,
  positiveInteger,
  randomDataset,
  terminalTable,
  verdict,
} from '../src/testing/index.ts';
import { createTrial, train, trialConfigSchema, type TrialConfig } from '../src/training/index.ts';
import { dispose } from '@tensorflow/tfjs-core';
import { continueProgress } from '../src/training/progress/continue-progress.ts';
import { readProgress, writeProgress } from '../src/training/progress/progress-file.ts';
import type { TrainingProgress } from '../src/training/progress/training-progress.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
/** Percent of an epoch. */
const shareBar = { below: 2 };
const pauseBar = { below: 150 };

const { values } = parseArgs({
  options: {
    dataset: { type: 'string', default: path.join(root, '..', 'shared', 'data', 'mnist-20k') },
    rounds: { type: 'string', default: '20' },
    epochs: { type: 'string', default: '2' },
    engine: { type: 'string', default: 'wasm' },
    json: { type: 'boolean', default: false },
  },
});
const rounds = positiveInteger(values.rounds, 'rounds');
const epochs = positiveInteger(values.epochs, 'epochs');

/** MNIST where its files are, else as many random images of its size. */
async function load(): Promise<Dataset> {
  const config = trialConfigSchema.parse({ dataset: { name: 'mnist', path: values.dataset } });
  return existsSync(values.dataset)
    ? loadDataset(config.dataset, { cacheDirectory: cacheDirectory(process.env) })
    : randomDataset(16_000, 28, 1);
}

/** Trains some epochs without checkpoints; returns the seconds of the fastest, its validation included. */
async function timeEpoch(config: TrialConfig, dataset: Dataset, engine: Engine): Promise<number> {
  let fastest = Infinity;
  for await (const event of train(config, dataset, engine, { aborted: false }))
    if (event.type === 'epoch') fastest = Math.min(fastest, event.metrics.seconds ?? Infinity);
  return fastest;
}

function release({ state, kept }: TrainingProgress): void {
  dispose([state.parameters, state.optimizer, kept?.parameters ?? {}]);
}

interface Round {
  readonly checkpointMs: number;
  readonly readMs: number;
  /** Reading it and comparing it with the trial. */
  readonly continueMs: number;
}

/** Makes a checkpoint in the second epoch, when there are weights to keep, and continues from it, again and again. */
async function timeRounds(config: TrialConfig, dataset: Dataset, engine: Engine) {
  const trial = await createTrial(config, dataset);
  const numerics = `${engine.name} ${engine.numericsVersion}`;
  const identity = { config, fingerprint: dataset.fingerprint, numerics };
  let bytes = new Uint8Array();
  const until = { step: trial.stepsPerEpoch + 5 };
  for await (const event of train(config, dataset, engine, { aborted: false }, { until }))
    if (event.type === 'checkpoint') ({ bytes } = event);
  const times: Round[] = [];
  // The first rounds are slower, because the code is not compiled yet.
  for (let round = -2; round < rounds; round++) {
    const start = performance.now();
    release(readProgress(bytes, identity));
    const readAt = performance.now();
    const progress = continueProgress(trial, identity, { bytes });
    const continuedAt = performance.now();
    bytes = writeProgress(progress, identity);
    const checkpointMs = performance.now() - continuedAt;
    release(progress);
    if (round >= 0) times.push({ checkpointMs, readMs: readAt - start, continueMs: continuedAt - readAt });
  }
  return { bytes: bytes.length, times };
}

const dataset = await load();
const engine = await openEngine(values.engine);
const config = trialConfigSchema.parse({
  model: { name: 'seed-cnn', initializer: 'he-uniform' },
  optimizer: 'adam',
  training: { epochs, batch_size: 32 },
});
const epochSeconds = await timeEpoch(config, dataset, engine);
const { bytes, times } = await timeRounds(config, dataset, engine);
engine.dispose();

const medianOf = (of: (round: Round) => number): number => median(times.map(of));
const checkpointMs = medianOf((round) => round.checkpointMs);
const sharePercent = checkpointMs / (10 * epochSeconds);
const pauseMs = medianOf((round) => round.checkpointMs + round.continueMs);
const machine = describeMachine(root);
const figures = {
  epochSeconds,
  bytes,
  checkpointMs,
  readMs: medianOf((round) => round.readMs),
  continueMs: medianOf((round) => round.continueMs),
  sharePercent,
  pauseMs,
};
if (values.json) {
  const verdicts = { sharePercent: verdict(sharePercent, shareBar), pauseMs: verdict(pauseMs, pauseBar) };
  console.log(
    JSON.stringify({
      bench: 'checkpoints',
      machine,
      dataset: dataset.name,
      engine: values.engine,
      ...figures,
      verdicts,
    }),
  );
} else {
  console.log(`${machineInWords(machine)}\n`);
  console.log(`seed-cnn, Adam, batch 32, ${dataset.splits.train.length} images of ${dataset.name}, ${values.engine}\n`);
  const row = (name: string, figure: string, bar = '', result = ''): string[] => [name, figure, bar, result];
  console.log(
    terminalTable({
      header: ['', 'median', 'bar', ''],
      rows: [
        row('an epoch, s', epochSeconds.toFixed(2)),
        row('size of a checkpoint, MiB', (bytes / 2 ** 20).toFixed(2)),
        row('a checkpoint in memory, ms', checkpointMs.toFixed(1)),
        row('reading it, ms', figures.readMs.toFixed(1)),
        row('reading it and comparing it with the trial, ms', figures.continueMs.toFixed(1)),
        row(
          'a checkpoint, % of an epoch',
          sharePercent.toFixed(2),
          describeBar(shareBar),
          verdict(sharePercent, shareBar),
        ),
        row('pausing and continuing, ms', pauseMs.toFixed(1), describeBar(pauseBar), verdict(pauseMs, pauseBar)),
      ],
    }),
  );
}
