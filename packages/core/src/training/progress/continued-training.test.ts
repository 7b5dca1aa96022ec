import { memory } from '@tensorflow/tfjs-core';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Dataset } from '../../datasets/dataset.ts';
import { findEngine, openEngine, type Engine } from '../../engines/index.ts';
import { lossRegistry } from '../../losses/index.ts';
import { modelRegistry } from '../../models/index.ts';
import { bundleModule } from '../../modules/index.ts';
import { optimizerRegistry } from '../../optimizers/index.ts';
import { scheduleRegistry } from '../../schedules/index.ts';
import { drawRandomTrial, type RandomTrial, type TrialFiles } from '../../testing/random-trial.ts';
import { randomDataset, tinyDataset } from '../../testing/index.ts';
import { saveTinyModel } from '../../testing/save-tiny-model.ts';
import { createTrial } from '../create-trial.ts';
import { train, type TrainOptions } from '../train.ts';
import type { TrainingEvent } from '../training-event.ts';
import { trialConfigSchema, type TrialConfig } from '../trial-config.ts';

const caseCount = 200;
const names = {
  optimizers: Object.keys(optimizerRegistry),
  schedules: Object.keys(scheduleRegistry),
  losses: Object.keys(lossRegistry),
};
const tiny = tinyDataset(66);
const larger = randomDataset(22, 16, 1);
/** LeNet-5 needs larger images than the others. */
const datasetOf = (config: TrialConfig): Dataset => (config.model.name === 'lenet5' ? larger : tiny);

/** Momentum with a whole number and a truth value in its state. */
const optimizerModule = `export default {
  create(options, { tf }) {
    const map = (tensors, change) => Object.fromEntries(Object.entries(tensors).map(([name, t]) => [name, change(t, name)]));
    return {
      init: (parameters) => ({
        ...map(parameters, (w) => tf.zerosLike(w)),
        steps: tf.scalar(0, 'int32'),
        even: tf.scalar(true, 'bool'),
      }),
      update(gradients, { steps, even, ...velocity }, parameters, { learningRate }) {
        const push = 1 + steps.dataSync()[0] + (even.dataSync()[0] ? 0.5 : 0);
        const next = map(gradients, (g, name) => tf.add(tf.mul(velocity[name], 0.9), tf.mul(g, push)));
        const updates = map(next, (v) => tf.mul(v, -learningRate));
        return { updates, state: { ...next, steps: tf.add(steps, tf.scalar(1, 'int32')), even: tf.logicalNot(even) } };
      },
    };
  },
};`;
const lossModule = `export default {
  create: (options, { tf }) => (logits, targets) => tf.sum(tf.squaredDifference(logits, targets), 1),
};`;

let folder: string;
let files: TrialFiles;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sweepdeck-resume-'));
  const write = (name: string, text: string): { module: string; sha256: string } => {
    const module = join(folder, name);
    writeFileSync(module, text);
    return { module, sha256: bundleModule(module).sha256 };
  };
  await openEngine('cpu');
  await saveTinyModel(join(folder, 'model'));
  files = {
    optimizer: write('optimizer.js', optimizerModule),
    loss: write('loss.js', lossModule),
    pretrained: join(folder, 'model'),
  };
});
afterAll(() => rmSync(folder, { recursive: true }));

async function collect(config: TrialConfig, engine: Engine, options: TrainOptions): Promise<TrainingEvent[]> {
  const all: TrainingEvent[] = [];
  for await (const event of train(config, datasetOf(config), engine, { aborted: false }, options)) all.push(event);
  return all;
}

const everyEpoch = { minSeconds: 0, maxSeconds: Infinity };
type TrainingTarget = NonNullable<TrainOptions['until']>;

/** Everything that must be the same bits, files by their hash so that a difference is short to print. */
function comparable(events: readonly TrainingEvent[]): unknown[] {
  return events
    .filter(({ type }) => type !== 'progress')
    .map((event) => {
      if (event.type === 'epoch')
        return { ...event, metrics: { ...event.metrics, seconds: 0, samples_per_second: 0, engine_memory: 0 } };
      return 'bytes' in event ? { ...event, bytes: createHash('sha256').update(event.bytes).digest('hex') } : event;
    });
}

/** Trains with a stop at each target; what is passed on are bytes alone. */
async function trainInPieces(
  config: TrialConfig,
  engine: Engine,
  targets: readonly TrainingTarget[],
): Promise<{ readonly events: TrainingEvent[]; readonly pauses: number[] }> {
  const events: TrainingEvent[] = [];
  const pauses: number[] = [];
  let from: Uint8Array | undefined;
  for (const until of [...targets, undefined]) {
    const piece = await collect(config, engine, {
      keepWeights: true,
      checkpoints: everyEpoch,
      ...(until && { until }),
      ...(from && { from: { bytes: from } }),
    });
    const last = piece.at(-1);
    const isFirst = from === undefined;
    from = piece.findLast((event) => event.type === 'checkpoint')?.bytes;
    if (last?.type !== 'paused') {
      events.push(...(isFirst ? piece : piece.slice(1)));
      return { events, pauses };
    }
    pauses.push(last.step);
    const { step } = last;
    // The checkpoint before a pause within an epoch is one more than the uninterrupted training has.
    const isOfEpoch = piece.some((event) => event.type === 'epoch' && event.step === step);
    events.push(...piece.slice(isFirst ? 0 : 1, isOfEpoch ? -1 : -2));
  }
  throw new Error('the training never ended');
}

async function targetsOf(config: TrialConfig, stops: readonly number[]): Promise<TrainingTarget[]> {
  const { stepsPerEpoch } = await createTrial(config, datasetOf(config));
  const { epochs } = config.training;
  return stops.map((share, i) =>
    i === 1 ? { epoch: Math.floor(share * epochs) } : { step: Math.floor(share * epochs * stepsPerEpoch) },
  );
}

/** Compares a training in pieces with one that never stopped; returns the pauses. */
async function expectSameBits({ config: input, stops }: RandomTrial, engine: Engine): Promise<number[]> {
  await engine.makeCurrent();
  const config = trialConfigSchema.parse(input);
  const targets = await targetsOf(config, stops);
  const before = memory().numTensors;
  const whole = comparable(await collect(config, engine, { keepWeights: true, checkpoints: everyEpoch }));
  const { events, pauses } = await trainInPieces(config, engine, targets);
  try {
    expect(memory().numTensors).toBe(before);
    expect(comparable(events)).toEqual(whole);
  } catch (error) {
    throw new Error(`not the same bits: ${JSON.stringify({ config, targets, pauses })}`, { cause: error });
  }
  return pauses;
}

const indices = Array.from({ length: caseCount }, (_, index) => index);

test('every optimizer, schedule, loss, model and option occurs', () => {
  const configs = indices.map((index) => trialConfigSchema.parse(drawRandomTrial(index, names, files).config));
  const seen = (nameOf: (config: TrialConfig) => string): string[] => [...new Set(configs.map(nameOf))].toSorted();
  expect(seen(({ optimizer }) => optimizer.name)).toEqual(names.optimizers.toSorted());
  expect(seen(({ schedule }) => schedule.name)).toEqual(names.schedules.toSorted());
  expect(seen(({ loss }) => loss.name)).toEqual(names.losses.toSorted());
  expect(seen(({ model }) => model.name)).toEqual(Object.keys(modelRegistry).toSorted());
  for (const has of [
    (config: TrialConfig) => config.fold !== undefined,
    (config: TrialConfig) => config.training.early_stopping?.restore_best === true,
    (config: TrialConfig) => config.training.early_stopping?.restore_best === false,
    (config: TrialConfig) => config.optimizer['weight_ema'] !== undefined && config.model.name === 'resnet8',
    (config: TrialConfig) => config.regularization?.mixup !== undefined && config.regularization.cutmix !== undefined,
    (config: TrialConfig) => config.augmentation?.rand_augment !== undefined,
  ])
    expect(configs.filter(has).length).toBeGreaterThan(0);
});

describe('on wasm', () => {
  let engine: Engine;
  const paused = new Map<number, number>();
  beforeAll(async () => {
    engine = await openEngine('wasm');
  });

  test.each(indices)('trial %i continues with the same bits', async (index) => {
    paused.set(index, (await expectSameBits(drawRandomTrial(index, names, files), engine)).length);
  });

  test('nearly every trial stopped', () => {
    const counts = [...paused.values()];
    expect(counts.filter((count) => count > 0).length).toBeGreaterThan(0.8 * counts.length);
  });
});

describe('on tensorflow', () => {
  let engine: Engine;
  let missing: string | undefined = 'not looked for yet';
  beforeAll(async () => {
    const status = await findEngine('tensorflow').check();
    missing = status.works ? undefined : `${status.reason}. ${status.hint}`;
    if (status.works) engine = await openEngine('tensorflow');
  });
  beforeEach((context) => {
    context.skip(missing !== undefined, missing);
  });

  test.each(indices.slice(0, 20))('trial %i continues with the same bits', async (index) => {
    await expectSameBits(drawRandomTrial(index, names, files), engine);
  });
});
