import { dispose, memory, tensor, tidy, zerosLike, type Tensor } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { openEngine, type Engine } from '../engines/index.ts';
import { namedConfigSchema, type NamedConfig } from '../registry/index.ts';
import { countLeakedTensors, relativeError, tinyDataset } from '../testing/index.ts';
import { train, trialConfigSchema, type TrainingEvent } from '../training/index.ts';
import { createOptimizer } from '../training/create-optimizer.ts';
import { applyGradients, optimizerRegistry, type Optimizer } from './index.ts';
import type { NamedTensors } from '../tensors/named-tensors.ts';

const configSchema = namedConfigSchema(optimizerRegistry, 'optimizers');

/** Those of our own; what a user's module makes is the user's. */
const optimizerNames = Object.keys(optimizerRegistry).filter((name) => name !== 'module');

/** Every optimizer by default, and with the options that change the chain. */
const configs: readonly NamedConfig[] = [
  ...optimizerNames,
  { name: 'rmsprop', centered: true, momentum: 0.5 },
  { name: 'lion', weight_decay: 0.1 },
  { name: 'lamb', weight_decay: 0.1 },
  { name: 'lars', weight_decay: 0.1 },
  { name: 'adan', weight_decay: 0.1 },
  { name: 'muon', weight_decay: 0.1 },
  { name: 'schedule-free-adamw', weight_decay: 0.1 },
  { name: 'adam', clip_value: 0.5, weight_decay: 0.1, weight_ema: 0.9 },
  { name: 'sgd', clip_norm: 0.1 },
].map((value) => configSchema.parse(value));

/** The learning rate that the end of an optimizer's summary suggests. */
function suggestedRate(name: string): number {
  const [, { summary } = { summary: '' }] = Object.entries(optimizerRegistry).find(([key]) => key === name) ?? [];
  return Number(/try (?<rate>\d+(?:\.\d+)?)\.$/u.exec(summary)?.groups?.['rate']);
}

/** Each kind of parameter, in a size that Muon's matrix products are fast for on every engine. */
const smallCnn = [
  { name: 'conv2d', filters: 8, activation: 'relu' },
  'max-pool',
  'flatten',
  { name: 'dense', units: 32, activation: 'relu' },
  'dense',
];

const make = (config: NamedConfig): Promise<Optimizer> => createOptimizer(config, undefined);
const named = (values: Readonly<Record<string, number[] | number[][]>>): NamedTensors =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, tensor(value)]));
const valuesOf = (tensors: NamedTensors): Record<string, number[]> =>
  Object.fromEntries(Object.entries(tensors).map(([name, value]) => [name, [...value.dataSync()]]));
const context = (step: number): { step: number; learningRate: number } => ({ step, learningRate: 0.01 });

describe.each(['cpu', 'wasm'] as const)('on %s', (name) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openEngine(name);
  });

  test.each(configs)('$name leaves its inputs alone and makes nothing but its results', async (config) => {
    const optimizer = await make(config);
    const before = memory().numTensors;
    const parameters = named({
      a: [1, -2],
      b: [
        [0.5, 2, -1],
        [1, 0, 3],
      ],
    });
    const gradients = named({
      a: [0.1, 0.2],
      b: [
        [-0.3, 0.1, 0],
        [0.2, 0.2, 1],
      ],
    });
    let state = optimizer.init(parameters);
    const slots = Object.keys(state).sort();
    for (const slot of slots) expect(slot).toMatch(/^[ab]\/[a-z-]+$/u);
    for (let step = 1; step <= 3; step++) {
      const inputs = [...Object.values(parameters), ...Object.values(gradients), ...Object.values(state)];
      const valuesBefore = inputs.map((input) => [...input.dataSync()]);
      // Stages leave what passes between them to the step's tidy.
      const result = tidy(() => ({ ...optimizer.update(gradients, state, parameters, context(step)) }));
      const results: Tensor[] = [...Object.values(result.updates), ...Object.values(result.state)];
      expect(inputs.map((input) => [...input.dataSync()])).toEqual(valuesBefore);
      // A caller frees the old state and the updates, so the new state may share a tensor with neither.
      expect(new Set([...inputs, ...results]).size).toBe(inputs.length + results.length);
      expect(Object.keys(result.state).sort()).toEqual(slots);
      dispose(state);
      dispose(result.updates);
      state = result.state;
      expect(
        Object.values(state)
          .flatMap((value) => [...value.dataSync()])
          .every(Number.isFinite),
      ).toBe(true);
    }
    dispose([parameters, gradients, state]);
    expect(memory().numTensors - before).toBe(0);
  });

  test.each(configs)('the short way of $name leads where adding its updates does', async (config) => {
    const optimizer = await make(config);
    const start = { a: [1, -2, 0], b: [[0.5, 2, -1, 3, 1.5]] };
    const slopes = { a: [0.1, -0.2, 0.3], b: [[-0.3, 0.1, 0, 2, -1]] };
    const states: Record<string, number[]>[] = [];
    for (const { apply, ...rest } of [optimizer, { ...optimizer, apply: undefined }]) {
      let parameters = named(start);
      let state = optimizer.init(parameters);
      const way = apply === undefined ? rest : { ...rest, apply };
      for (const step of [1, 2, 3, 4, 5, 6, 7])
        ({ parameters, state } = applyGradients(way, named(slopes), state, parameters, context(step)));
      states.push(valuesOf({ ...parameters, ...state }));
    }
    const [short = {}, long = {}] = states;
    expect(Object.keys(short)).toEqual(Object.keys(long));
    for (const [key, values] of Object.entries(long))
      expect(relativeError(short[key] ?? [], values)).toBeLessThan(1e-6);
  });

  test.each(configs)('$name is finite for zero weights, and stands still without gradients', async (config) => {
    const optimizer = await make(config);
    const parameters = named({ w: [0, 0, 0] });
    const still = { w: zerosLike(parameters['w'] as Tensor) };
    let state = optimizer.init(parameters);
    for (const step of [1, 2]) {
      const result = optimizer.update(still, state, parameters, context(step));
      expect([...(result.updates['w'] as Tensor).dataSync()].map(Math.abs)).toEqual([0, 0, 0]);
      state = result.state;
    }
    const result = optimizer.update(named({ w: [1e-8, 0, -1e8] }), state, parameters, context(3));
    const update = [...(result.updates['w'] as Tensor).dataSync()];
    expect(update.every(Number.isFinite)).toBe(true);
    expect(update[2]).toBeGreaterThan(0);
  });

  test.each(configs.filter(({ clip_norm }) => clip_norm === undefined))(
    '$name treats every parameter alone',
    async (config) => {
      const optimizer = await make(config);
      type Values = Record<string, number[] | number[][]>;
      const run = (start: Values, slopes: Values): Record<string, number[]> => {
        const parameters = named(start);
        let state = optimizer.init(parameters);
        let updates: NamedTensors = {};
        for (const step of [1, 2, 3])
          ({ updates, state } = optimizer.update(named(slopes), state, parameters, context(step)));
        return valuesOf(updates);
      };
      const pairs: readonly (readonly [weights: number[] | number[][], slopes: number[] | number[][]])[] = [
        [
          [1, 2],
          [0.3, -0.4],
        ],
        [[[1, 2]], [[0.3, -0.4]]],
      ];
      for (const [a, slope] of pairs) {
        const alone = run({ a }, { a: slope });
        const together = run({ b: [-9], a }, { b: [70], a: slope });
        expect(together).toMatchObject(alone);
      }
    },
  );

  test.each(configs)('$name trains at its suggested rate and leaves no tensor over three epochs', async (config) => {
    const dataset = tinyDataset();
    const trial = trialConfigSchema.parse({
      model: { layers: smallCnn },
      optimizer: config,
      learning_rate: suggestedRate(config.name),
      training: { epochs: 3, batch_size: 4 },
    });
    const losses: number[] = [];
    const leaked = await countLeakedTensors(async () => {
      let last: TrainingEvent | undefined;
      for await (last of train(trial, dataset, engine, { aborted: false }))
        if (last.type === 'epoch') losses.push(last.metrics['train.loss'] ?? Number.NaN);
      expect(last?.type).toBe('finished');
    });
    expect(leaked).toBe(0);
    expect(losses[2]).toBeLessThan(losses[0] ?? Number.NaN);
  });
});

test.each([
  ['a momentum of 1', { name: 'nesterov', momentum: 1 }],
  ['a negative decay', { name: 'adamw', weight_decay: -0.1 }],
  ['no epsilon', { name: 'adagrad', epsilon: 0 }],
  ['a negative start', { name: 'adagrad', initial_accumulator: -1 }],
  ['a text for a switch', { name: 'rmsprop', centered: 'yes' }],
  ["another optimizer's option", { name: 'adam', momentum: 0.1 }],
  ['a beta of 1', { name: 'lion', beta_2: 1 }],
  ['a trust of 0', { name: 'lars', trust_coefficient: 0 }],
  ['a beta of 1 of the third', { name: 'adan', beta_3: 1 }],
  ['no rate for the rest', { name: 'muon', adamw_rate: 0 }],
  ["a warm-up, which is the schedule's", { name: 'schedule-free-adamw', warm_up: 0.1 }],
  ['NaN', { name: 'nadam', momentum_decay: Number.NaN }],
])('refuses %s', (_, config) => {
  expect(configSchema.safeParse(config).success).toBe(false);
});

test.each(optimizerNames)('%s says which learning rate to try', (name) => {
  expect(suggestedRate(name)).toBeGreaterThan(0);
});
