import { beforeAll, describe, expect, test } from 'vitest';
import type { Dataset } from '../../datasets/dataset.ts';
import { openEngine, type Engine } from '../../engines/index.ts';
import { lossRegistry } from '../../losses/index.ts';
import { optimizerRegistry } from '../../optimizers/index.ts';
import { createStream, type RandomStream } from '../../random/index.ts';
import { scheduleRegistry } from '../../schedules/index.ts';
import { countLeakedTensors, tinyDataset } from '../../testing/index.ts';
import { train, type TrainOptions } from '../train.ts';
import type { TrainingEvent } from '../training-event.ts';
import { trialConfigSchema, type TrialConfig } from '../trial-config.ts';

const cases = 200;
const running = { aborted: false };
const dataset: Dataset = { ...tinyDataset(60), normalization: { mean: [0.3], deviation: [0.2] } };

/** Names that need nothing but their name. Own modules and sums of losses are tested below. */
const namesOf = (registry: object): string[] =>
  Object.keys(registry).filter((name) => name !== 'module' && name !== 'combined');
const optimizers = namesOf(optimizerRegistry);
const schedules = namesOf(scheduleRegistry);
const losses = namesOf(lossRegistry);
const models: readonly unknown[] = [
  { name: 'seed-cnn', width: 0.125, dropout: 0.3 },
  { name: 'mlp', width: 6, depth: 2 },
  {
    name: 'layers',
    layers: [
      { name: 'conv2d', filters: 3, kernel_size: 3, bias: false },
      'batch-norm',
      'relu',
      { name: 'dropout', rate: 0.25 },
      'global-average-pool',
      'dense',
    ],
  },
  {
    name: 'layers',
    layers: [
      { name: 'residual', survival: 0.6, layers: [{ name: 'conv2d', filters: 2, kernel_size: 3, padding: 'same' }] },
      { name: 'group-norm', groups: 1 },
      'flatten',
      'dense',
    ],
  },
  'logistic',
];

interface Case {
  readonly config: TrialConfig;
  readonly stops: readonly number[];
}

function pick<Value>(stream: RandomStream, values: readonly Value[]): Value {
  const value = values[stream.nextInteger(values.length)];
  if (value === undefined) throw new Error('nothing to pick from');
  return value;
}

/** Draws a configuration and up to three steps to stop at. Optimizers, schedules and losses take turns. */
function drawCase(index: number): Case {
  const stream = createStream(20_261_201, 'continued-training', index);
  const maybe = <Value>(share: number, value: Value): Value | undefined =>
    stream.nextUniform() < share ? value : undefined;
  const epochs = 2 + stream.nextInteger(3);
  const schedule = schedules[index % schedules.length];
  const config = trialConfigSchema.parse({
    model: pick(stream, models),
    loss: losses[index % losses.length],
    optimizer: {
      name: optimizers[index % optimizers.length],
      ...(stream.nextUniform() < 0.3 ? { weight_ema: 0.9 } : {}),
      ...(stream.nextUniform() < 0.2 ? { clip_norm: 1 } : {}),
    },
    schedule: schedule === 'reduce-on-plateau' ? { name: schedule, patience: 1, factor: 0.3 } : schedule,
    learning_rate: pick(stream, [0.003, 0.03, 0.3]),
    training: {
      epochs,
      batch_size: pick(stream, [3, 7, 8, 20]),
      early_stopping: maybe(0.4, { patience: 1, restore_best: stream.nextUniform() < 0.5 }),
    },
    augmentation: maybe(0.5, { shift: 0.2, rotate: 20, noise: 0.05, rand_augment: maybe(0.3, {}) }),
    regularization: maybe(0.5, { l2: 0.01, max_norm: maybe(0.5, 1), mixup: maybe(0.5, 0.4), cutmix: maybe(0.5, 1) }),
    metric: pick(stream, [
      { name: 'validation.accuracy', goal: 'maximize' },
      { name: 'validation.nll', goal: 'minimize' },
    ]),
    fold: maybe(0.3, { index: 1, count: 3 }),
    seed: stream.nextInteger(1000),
  });
  const images = config.fold === undefined ? 20 : 26;
  const steps = epochs * Math.ceil(images / config.training.batch_size);
  const stops = Array.from({ length: 1 + stream.nextInteger(3) }, () => 1 + stream.nextInteger(steps - 1));
  return { config, stops: [...new Set(stops)].sort((a, b) => a - b) };
}

async function collect(config: TrialConfig, engine: Engine, options: TrainOptions = {}): Promise<TrainingEvent[]> {
  const all: TrainingEvent[] = [];
  for await (const event of train(config, dataset, engine, running, { keepWeights: true, ...options })) all.push(event);
  return all;
}

/** Everything that must be the same bits: no times, and none of the events that say where training was interrupted. */
function results(events: readonly TrainingEvent[]): TrainingEvent[] {
  return events.flatMap((event): TrainingEvent[] => {
    if (event.type === 'started' || event.type === 'progress') return [];
    if (event.type === 'checkpoint' || event.type === 'paused') return [];
    if (event.type !== 'epoch') return [event];
    return [{ ...event, metrics: { ...event.metrics, seconds: 0, samples_per_second: 0, engine_memory: 0 } }];
  });
}

/** Trains with interruptions: every time, all that is left of the training is the bytes of a checkpoint. */
async function collectInterrupted({ config, stops }: Case, engine: Engine): Promise<TrainingEvent[]> {
  const all: TrainingEvent[] = [];
  let from: TrainOptions['from'];
  for (const stop of [...stops, Infinity]) {
    const events = await collect(config, engine, {
      ...(from === undefined ? {} : { from }),
      ...(stop === Infinity ? {} : { until: { step: stop } }),
    });
    all.push(...events);
    if (events.at(-1)?.type !== 'paused') break;
    const checkpoint = events.findLast((event) => event.type === 'checkpoint');
    if (checkpoint === undefined) throw new Error('paused without a checkpoint');
    expect(checkpoint.step).toBe(stop);
    from = { bytes: checkpoint.bytes };
  }
  return all;
}

describe('on wasm', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openEngine('wasm');
  });

  test.each(Array.from({ length: cases / 20 }, (_, part) => part))(
    'interrupted trainings give the same bits as uninterrupted ones: part %i',
    async (part) => {
      for (let index = part * 20; index < (part + 1) * 20; index++) {
        const drawn = drawCase(index);
        const expected = results(await collect(drawn.config, engine));
        const seen = results(await collectInterrupted(drawn, engine));
        expect(seen, `case ${index}: ${JSON.stringify(drawn)}`).toEqual(expected);
      }
    },
  );

  test('the cases have every optimizer, schedule, loss and model, and everything else that has state', () => {
    const drawn = Array.from({ length: cases }, (_, index) => drawCase(index));
    const configs = drawn.map(({ config }) => config);
    expect(new Set(configs.map(({ optimizer }) => optimizer.name))).toEqual(new Set(optimizers));
    expect(new Set(configs.map(({ schedule }) => schedule.name))).toEqual(new Set(schedules));
    expect(new Set(configs.map(({ loss }) => loss.name))).toEqual(new Set(losses));
    expect(new Set(configs.map(({ model }) => JSON.stringify(model))).size).toBe(models.length);
    expect(new Set(drawn.map(({ stops }) => stops.length))).toEqual(new Set([1, 2, 3]));
    for (const has of [
      ({ augmentation }: TrialConfig) => augmentation !== undefined,
      ({ regularization }: TrialConfig) => regularization?.mixup !== undefined,
      ({ regularization }: TrialConfig) => regularization?.cutmix !== undefined,
      ({ training }: TrialConfig) => training.early_stopping?.restore_best === false,
      ({ training }: TrialConfig) => training.early_stopping?.restore_best === true,
      ({ fold }: TrialConfig) => fold !== undefined,
      ({ optimizer }: TrialConfig) => 'weight_ema' in optimizer,
    ])
      expect(configs.filter(has).length).toBeGreaterThan(5);
  });

  test('a sum of losses continues with the same bits', async () => {
    const config = trialConfigSchema.parse({
      model: { name: 'mlp', width: 4 },
      loss: { name: 'combined', terms: { 'cross-entropy': 1, mse: 0.5 } },
      training: { epochs: 2, batch_size: 8 },
    });
    const expected = results(await collect(config, engine));
    expect(results(await collectInterrupted({ config, stops: [1, 3, 4] }, engine))).toEqual(expected);
  });

  test('no tensor is left behind, neither by a pause nor by a continued training', async () => {
    const drawn = drawCase(3);
    await collectInterrupted(drawn, engine);
    expect(await countLeakedTensors(() => collectInterrupted(drawn, engine))).toBe(0);
  });
});
