import {
  add,
  cos,
  dispose,
  memory,
  mul,
  sin,
  sqrt,
  square,
  sub,
  sum,
  tensor,
  tidy,
  zerosLike,
} from '@tensorflow/tfjs-core';
import { assert, double, property } from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import golden from '../../test/golden/more-optimizers.golden.json' with { type: 'json' };
import { openEngine, type Engine } from '../engines/index.ts';
import { namedConfigSchema } from '../registry/index.ts';
import { regularizationSchema } from '../regularizers/regularization-config.ts';
import { mapTensors, tensorNamed, type NamedTensors } from '../tensors/named-tensors.ts';
import { countLeakedTensors, relativeError, tinyDataset } from '../testing/index.ts';
import { train, trialConfigSchema, type TrainingEvent } from './index.ts';
import { optimizerRegistry, type Optimizer } from '../optimizers/index.ts';
import { createOptimizer } from './create-optimizer.ts';

const configSchema = namedConfigSchema(optimizerRegistry, 'optimizers');

interface Trajectory {
  readonly options: object;
  readonly learning_rates: readonly number[];
  readonly steps: readonly number[][];
  readonly regularization?: object;
  readonly evaluated?: readonly number[][];
}

/** By optimizer and option. Values of a step: those of all parameters, in the order of `start`. */
const trajectories: Readonly<Record<string, Trajectory>> = golden.trajectories;

/** Each kind of parameter, in a size that Muon's matrix products are fast for on every engine. */
const smallCnn = [
  { name: 'conv2d', filters: 8, activation: 'relu' },
  'max-pool',
  'flatten',
  { name: 'dense', units: 32, activation: 'relu' },
  'dense',
];

type Stored = Readonly<Record<string, { readonly shape: readonly number[]; readonly values: readonly number[] }>>;
const tensorsOf = (stored: Stored): NamedTensors =>
  Object.fromEntries(
    Object.entries(stored).map(([name, { shape, values }]) => [name, tensor([...values], [...shape], 'float32')]),
  );
const flat = (tensors: NamedTensors): number[] => Object.values(tensors).flatMap((value) => [...value.dataSync()]);
const make = (config: unknown, regularization: unknown = {}): Promise<Optimizer> =>
  createOptimizer(configSchema.parse(config), regularizationSchema.parse(regularization));

describe.each(['cpu', 'wasm'] as const)('on %s', (engineName) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openEngine(engineName);
  });

  test.each(Object.entries(trajectories))('%s follows its reference for 20 steps', async (name, wanted) => {
    const optimizer = await make({ name: name.split('/')[0], ...wanted.options }, wanted.regularization);
    const scales = tensorsOf(golden.scales);
    let parameters = tensorsOf(golden.start);
    let state = optimizer.init(parameters);
    wanted.steps.forEach((expected, i) => {
      const gradients = mapTensors(parameters, (w, key) => sub(mul(tensorNamed(scales, key), w), sin(w)));
      const learningRate = wanted.learning_rates[i] ?? Number.NaN;
      const result = optimizer.update(gradients, state, parameters, { step: i + 1, learningRate });
      parameters = mapTensors(parameters, (w, key) => add(w, tensorNamed(result.updates, key)));
      state = result.state;
      expect(relativeError(flat(parameters), expected)).toBeLessThan(1e-4);
      const evaluated = wanted.evaluated?.[i];
      if (evaluated === undefined) return;
      expect(relativeError(flat(optimizer.evaluated?.(parameters, state) ?? {}), evaluated)).toBeLessThan(1e-4);
    });
  });

  /** The update of the first step of plain SGD at rate 1: the negated gradient that reaches it. */
  async function firstUpdate(config: object, regularization: object, stored: Stored): Promise<number[]> {
    const optimizer = await make({ name: 'sgd', ...config }, regularization);
    return tidy(() => {
      const parameters = tensorsOf(stored);
      const gradients = mapTensors(parameters, cos);
      const state = optimizer.init(parameters);
      return flat(optimizer.update(gradients, state, parameters, { step: 1, learningRate: 1 }).updates);
    });
  }

  test('clipping bounds the gradient and leaves a small one alone', async () => {
    const plain = await firstUpdate({}, {}, golden.start);
    const size = Math.hypot(...plain);
    const clipped = await firstUpdate({ clip_norm: size / 3 }, {}, golden.start);
    expect(Math.hypot(...clipped)).toBeCloseTo(size / 3, 5);
    expect(
      relativeError(
        clipped,
        plain.map((value) => value / 3),
      ),
    ).toBeLessThan(1e-6);
    expect(relativeError(await firstUpdate({ clip_norm: 2 * size }, {}, golden.start), plain)).toBeLessThan(1e-6);
    const cut = await firstUpdate({ clip_value: 0.25 }, {}, golden.start);
    expect(Math.max(...cut.map(Math.abs))).toBe(0.25);
  });

  test('penalties and norms leave biases alone, and sign(0) is 0', async () => {
    const start = { bias: { shape: [2], values: [3, -4] }, kernel: { shape: [1, 2], values: [0, -2] } };
    const plain = await firstUpdate({}, {}, start);
    const penalized = await firstUpdate({}, { l1: 0.5, l2: 0.25 }, start);
    const differences = penalized.map((value, i) => value - (plain[i] ?? 0));
    expect(relativeError(differences, [0, 0, 0, 1])).toBeLessThan(1e-6);
    const limited = await firstUpdate({}, { max_norm: 0.01 }, start);
    expect(limited.slice(0, 2)).toEqual(plain.slice(0, 2));
  });

  test('no unit is longer than the maximal norm, whatever the step', async () => {
    const optimizer = await make('sgd', { max_norm: 0.7 });
    assert(
      property(double({ min: -50, max: 50, noNaN: true }), (size) => {
        const norms = tidy(() => {
          const parameters = tensorsOf({ kernel: golden.start.conv });
          const gradients = mapTensors(parameters, (w) => mul(cos(w), size));
          const { updates } = optimizer.update(gradients, {}, parameters, { step: 1, learningRate: 1 });
          const kernel = add(tensorNamed(parameters, 'kernel'), tensorNamed(updates, 'kernel'));
          return sqrt(sum(square(kernel), [0, 1, 2]))
            .dataSync()
            .slice();
        });
        expect(Math.max(...norms)).toBeLessThan(0.7 * (1 + 1e-5));
      }),
      { numRuns: 20 },
    );
  });

  test('the average of an optimizer that averages itself is evaluated within the maximal norm', async () => {
    const optimizer = await make({ name: 'schedule-free-adamw', weight_ema: 0.5 }, { max_norm: 0.5 });
    const before = memory().numTensors;
    const norms = tidy(() => {
      const parameters = { kernel: tensor([[0.3], [-0.2]]) };
      let state = optimizer.init(parameters);
      for (let step = 1; step <= 3; step++) {
        const gradients = mapTensors(parameters, (w) => mul(w, -1));
        ({ state } = optimizer.update(gradients, state, parameters, { step, learningRate: 5 }));
      }
      return flat(optimizer.evaluated?.(parameters, state) ?? {});
    });
    expect(Math.hypot(...norms)).toBeLessThan(0.5 * (1 + 1e-5));
    expect(Math.hypot(...norms)).toBeGreaterThan(0.4);
    expect(memory().numTensors).toBe(before);
  });

  test.each([
    { optimizer: { name: 'sgd', weight_ema: 0.9 } },
    { optimizer: { name: 'schedule-free-adamw' } },
    { optimizer: { name: 'schedule-free-adamw', weight_ema: 0.9, clip_norm: 1 } },
    { optimizer: { name: 'muon', clip_value: 0.1, weight_ema: 0.9 }, regularization: { l1: 1e-4, l2: 1e-4 } },
    { optimizer: { name: 'adam', weight_decay: 0.1 }, regularization: { max_norm: 2 } },
    { optimizer: { name: 'schedule-free-adamw', weight_ema: 0.9 }, regularization: { max_norm: 3 } },
  ])('$optimizer $regularization learns and leaves no tensor over', async (parts) => {
    const config = trialConfigSchema.parse({
      ...parts,
      model: { layers: smallCnn },
      learning_rate: parts.optimizer.name === 'sgd' ? 0.3 : 0.02,
      training: { epochs: 3, batch_size: 4 },
    });
    let last: TrainingEvent | undefined;
    const leaked = await countLeakedTensors(async () => {
      for await (const event of train(config, tinyDataset(), engine, { aborted: false })) last = event;
    });
    expect(leaked).toBe(0);
    expect(last?.type === 'finished' ? last.test.accuracy : 0).toBeGreaterThan(0.8);
  });

  test('options that say nothing give the same bits', async () => {
    const run = async (config: object, regularization: object | undefined): Promise<unknown[]> => {
      const optimizer = await createOptimizer(configSchema.parse(config), regularization);
      const parameters = tensorsOf(golden.start);
      const state = optimizer.init(parameters);
      const result = optimizer.update(mapTensors(parameters, cos), state, parameters, { step: 1, learningRate: 0.1 });
      dispose(state);
      return [flat(result.updates), Object.keys(result.state)];
    };
    const plain = await run({ name: 'adam' }, undefined);
    expect(await run({ name: 'adam' }, {})).toEqual(plain);
    expect(await run({ name: 'adam', weight_decay: 0 }, { l1: 0, l2: 0 })).toEqual(plain);
  });

  test.each(['muon', 'lars', 'adan', 'schedule-free-adamw'])('%s stands still without gradients', async (name) => {
    const optimizer = await make(name);
    const parameters = tensorsOf(golden.start);
    const still = mapTensors(parameters, zerosLike);
    const { updates } = optimizer.update(still, optimizer.init(parameters), parameters, { step: 1, learningRate: 1 });
    expect(Math.max(...flat(updates).map(Math.abs))).toBeLessThan(1e-6);
  });
});

test.each([
  ['clip_norm', 0],
  ['clip_norm', -1],
  ['clip_value', Number.NaN],
  ['weight_ema', 0],
  ['weight_ema', 1],
  ['weight_decay', -0.1],
  ['weight_decay', 11],
])('refuses %s %d', (option, value) => {
  expect(configSchema.safeParse({ name: 'sgd', [option]: value }).success).toBe(false);
});

test('every optimizer has the common options, and an omitted one stays absent', () => {
  for (const { options } of Object.values(optimizerRegistry))
    for (const option of ['clip_norm', 'clip_value', 'weight_decay', 'weight_ema'])
      expect(options.shape).toHaveProperty(option);
  expect(configSchema.parse('sgd')).toEqual({ name: 'sgd' });
  expect(configSchema.parse('adamw')).toMatchObject({ weight_decay: 0.01 });
});
