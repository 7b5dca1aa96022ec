import { dispose } from '@tensorflow/tfjs-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { openEngine, type Engine } from '../engines/index.ts';
import { termLosses } from '../losses/term-losses.ts';
import { countLeakedTensors, tinyDataset } from '../testing/index.ts';
import { createBatchMaker } from './training-batch.ts';
import type { TrainingEvent } from './training-event.ts';
import { train } from './train.ts';
import { trialConfigSchema } from './trial-config.ts';

const dataset = tinyDataset();
const running = { aborted: false };
const everything = {
  augmentation: { random_crop: 1, brightness: 0.1, contrast: 0.1, noise: 0.05, cutout: 2 },
  regularization: { mixup: 0.2, cutmix: 0.2 },
};

describe.each(['cpu', 'wasm'] as const)('on %s', (name) => {
  let engine: Engine;
  beforeEach(async () => {
    engine = await openEngine(name);
  });

  /** Everything but the clock. */
  async function run(changes: Record<string, unknown>, epochs = 2): Promise<TrainingEvent[]> {
    const config = trialConfigSchema.parse({ learning_rate: 0.01, training: { epochs, batch_size: 10 }, ...changes });
    const events: TrainingEvent[] = [];
    for await (const event of train(config, dataset, engine, running)) {
      if (event.type === 'epoch')
        events.push({ ...event, metrics: { ...event.metrics, seconds: 0, samples_per_second: 0, engine_memory: 0 } });
      else if (event.type !== 'progress') events.push(event);
    }
    return events;
  }

  function batchOf(changes: Record<string, unknown>, indices: Uint32Array, place = { epoch: 1, step: 1 }) {
    const { x, targets } = createBatchMaker(trialConfigSchema.parse(changes), dataset)(indices, place);
    const values = { shape: x.shape, x: [...x.dataSync()], targets: [...targets.dataSync()] };
    dispose([x, targets]);
    return values;
  }

  test('learns from images that are augmented and mixed', async () => {
    const finished = (await run(everything, 6)).at(-1);
    if (finished?.type !== 'finished') throw new Error(`ended with ${finished?.type}`);
    expect(finished.test.accuracy).toBeGreaterThan(0.9);
  });

  test('leaves no tensor, and gives the same bits again', async () => {
    const runs: TrainingEvent[][] = [];
    expect(await countLeakedTensors(async () => runs.push(await run(everything), await run(everything)))).toBe(0);
    expect(runs[1]).toEqual(runs[0]);
  });

  const mixed = { ...everything, training: { epochs: 1, batch_size: 16 } };
  test.each(Object.keys(termLosses))('%s takes the targets of mixed images', async (loss) => {
    const events: TrainingEvent[] = [];
    expect(await countLeakedTensors(async () => events.push(...(await run({ ...mixed, loss }))))).toBe(0);
    expect(events.at(-1)).toMatchObject({ type: 'finished' });
  });

  const off = {
    random_crop: 0,
    flip: 'none',
    shift: 0,
    rotate: 0,
    zoom: 0,
    shear: 0,
    brightness: 0,
    contrast: 0,
    noise: 0,
    cutout: 0,
    rand_augment: { operations: 0 },
  };
  test.each([
    [{ augmentation: {}, regularization: {} }],
    [{ augmentation: off, regularization: { mixup: 0, cutmix: 0, l1: 0, l2: 0 } }],
  ])('%j trains to the same bits as without', async (changes) => {
    expect(await run(changes)).toEqual(await run({}));
  });

  test('targets are distributions, one-hot where nothing is mixed', () => {
    const indices = dataset.splits.train.subarray(0, 12);
    for (let step = 1; step <= 5; step++) {
      const { shape, targets } = batchOf(everything, indices, { epoch: 1, step });
      expect(shape).toEqual([12, 8, 8, 1]);
      for (let i = 0; i < 12; i++)
        expect(targets.slice(4 * i, 4 * i + 4).reduce((sum, share) => sum + share)).toBeCloseTo(1, 6);
      const { targets: unmixed } = batchOf({ augmentation: everything.augmentation }, indices, { epoch: 1, step });
      expect(unmixed).toEqual(Array.from(indices, (index) => [0, 1, 2, 3].map((c) => +(index % 4 === c))).flat());
    }
  });

  test('what an image becomes depends on the epoch, not on step or neighbours', () => {
    const { augmentation } = everything;
    const pair = batchOf({ augmentation }, Uint32Array.of(5, 3), { epoch: 2, step: 9 });
    const alone = batchOf({ augmentation }, Uint32Array.of(3), { epoch: 2, step: 1 });
    expect(pair.x.slice(64)).toEqual(alone.x);
    expect(batchOf({ augmentation }, Uint32Array.of(3), { epoch: 3, step: 1 }).x).not.toEqual(alone.x);
  });
});

test('both engines get the same batches', async () => {
  const batches: unknown[] = [];
  for (const name of ['cpu', 'wasm'] as const) {
    await openEngine(name);
    const make = createBatchMaker(trialConfigSchema.parse(everything), dataset);
    const { x, targets } = make(dataset.splits.train.subarray(0, 9), { epoch: 1, step: 2 });
    batches.push([x.dataSync().slice(), targets.dataSync().slice()]);
    dispose([x, targets]);
  }
  expect(batches[1]).toEqual(batches[0]);
});
