import '../../ops/register-gradients.ts';
import { dispose, div, grad, mean, sub, tensor, tidy, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { lossRegistry, type Loss } from '../../losses/index.ts';
import { layerRegistry, modelRegistry } from '../../models/index.ts';
import { applyGradients, optimizerRegistry } from '../../optimizers/index.ts';
import { createOptimizer } from '../../training/create-optimizer.ts';
import { createStream } from '../../random/index.ts';
import { createNamed, namedConfigSchema } from '../../registry/index.ts';
import { tensorNamed, type NamedTensors } from '../../tensors/named-tensors.ts';
import { randomDataset } from '../../testing/index.ts';
import { useSoftwareVulkan } from '../../testing/software-vulkan.ts';
import { createTrial, trialConfigSchema } from '../../training/index.ts';
import { openEngine } from '../open-engine.ts';

const missing = useSoftwareVulkan();

vi.setConfig({ testTimeout: 120_000 });
beforeEach((context) => {
  context.skip(missing !== undefined, missing);
});
afterAll(async () => {
  if (missing === undefined) (await openEngine('webgpu')).dispose();
});

const learningRate = 0.05;

type Values = Readonly<Record<string, ArrayLike<number>>>;

/** Normal values with the same bits on every engine. */
function normals(name: string, ...shape: number[]): Tensor {
  const stream = createStream(11, name, 0);
  const count = shape.reduce((product, length) => product * length, 1);
  return tensor(
    Float32Array.from({ length: count }, () => 2 * stream.nextNormal()),
    shape,
  );
}

/** Reads and frees. */
async function read(tensors: Readonly<Record<string, Tensor>>): Promise<Values> {
  const values: Record<string, ArrayLike<number>> = {};
  for (const [name, each] of Object.entries(tensors)) values[name] = await each.data();
  dispose({ ...tensors });
  return values;
}

/** Largest difference against the largest value; what should be 0 may be as far from it as sums of ones round. */
function difference(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  const largest = Math.max(1e-3, ...Array.from(expected, Math.abs));
  return Math.max(...Array.from(expected, (value, i) => Math.abs((found[i] ?? Number.NaN) - value))) / largest;
}

async function expectSame(compute: () => Promise<Values>): Promise<void> {
  await openEngine('cpu');
  const expected = await compute();
  await openEngine('webgpu');
  const found = await compute();
  expect(Object.keys(found)).toEqual(Object.keys(expected));
  for (const [name, values] of Object.entries(expected))
    expect({ name, difference: difference(found[name] ?? [], values) }).toEqual({
      name,
      difference: expect.toSatisfy((value: number) => value < 1e-3),
    });
}

/** Returns the result of `steps` training steps, and the gradients of the first. */
async function trainSteps(model: object, steps: number, size = 8): Promise<Values> {
  const config = trialConfigSchema.parse({ model, optimizer: 'sgd', training: { batch_size: 4 } });
  const trial = await createTrial(config, randomDataset(4, size, 1));
  const batch = trial.dataset.splits.train;
  let state = trial.init();
  const results: Record<string, ArrayLike<number>> = {};
  for (let step = 1; step <= steps; step++) {
    const result = tidy(() => {
      const { x, targets } = trial.batch(batch, { epoch: 1, step });
      return trial.step(state, x, targets, { seed: 1, step, learningRate });
    });
    if (step === 1) Object.assign(results, await read(gradientsOf(state.parameters, result.state.parameters)));
    dispose(state);
    state = result.state;
    const { loss, logits, squaredGradientNorm } = result;
    Object.assign(results, await read({ [`loss ${step}`]: loss, [`norm ${step}`]: squaredGradientNorm }));
    logits.dispose();
  }
  dispose(state);
  return results;
}

/** From what a step of plain gradient descent changed. */
function gradientsOf(before: NamedTensors, after: NamedTensors): Record<string, Tensor> {
  return tidy(() =>
    Object.fromEntries(
      Object.entries(after).map(([name, value]): [string, Tensor] => [
        `gradient of ${name}`,
        div(sub(tensorNamed(before, name), value), learningRate),
      ]),
    ),
  );
}

describe('three training steps are those of the cpu engine', () => {
  const models = [
    { name: 'logistic' },
    { name: 'mlp', width: 8, depth: 2 },
    { name: 'seed-cnn', dropout: 0.3 },
    { name: 'lenet5', width: 0.5 },
    { name: 'vgg-mini', width: 2, units: 8 },
    { name: 'resnet8', width: 2 },
    { name: 'resnet20', width: 1 },
    { name: 'mobilenet-mini', width: 4, depth: 2 },
  ];

  test('every built-in model is here', () => {
    const own = ['layers', 'pretrained'];
    expect(models.map(({ name }) => name).toSorted()).toEqual(
      Object.keys(modelRegistry)
        .filter((name) => !own.includes(name))
        .toSorted(),
    );
  });

  test.each(models)('$name', async (model) => {
    await expectSame(() => trainSteps(model, 3, model.name === 'lenet5' ? 16 : 8));
  });
});

describe('a layer and its gradients are those of the cpu engine', () => {
  const options: Readonly<Record<string, object>> = {
    conv2d: { filters: 4, stride: 2 },
    'depthwise-conv2d': { kernel_size: 3, stride: 2 },
    dense: { units: 5, activation: 'tanh' },
    'max-pool': { size: 3, stride: 2 },
    'avg-pool': { size: 3, stride: 2 },
    'group-norm': { groups: 2 },
    dropout: { rate: 0.5 },
    residual: { layers: [{ name: 'conv2d', filters: 4, padding: 'same' }] },
  };
  test.each(Object.keys(layerRegistry))('%s', async (name) => {
    const layer = { name, ...options[name] };
    const before = name === 'dense' ? ['flatten'] : [{ name: 'conv2d', filters: 4 }];
    const after = ['dense', 'flatten', 'global-average-pool'].includes(name) ? [] : ['flatten'];
    await expectSame(() => trainSteps({ name: 'layers', layers: [...before, layer, ...after, 'dense'] }, 1));
  });
});

describe('a loss and its gradient are those of the cpu engine', () => {
  const schema = namedConfigSchema(lossRegistry, 'losses');
  const options: Readonly<Record<string, object>> = { combined: { terms: { mae: 0.5, focal: 2 } } };
  const names = Object.keys(lossRegistry).filter((name) => name !== 'module');
  const forms = ['weston-watkins', 'one-vs-rest'].map((form) => ({ name: 'hinge', form, squared: true }));

  test.each([...names.map((name) => ({ name, ...options[name] })), ...forms])('%j', async (config) => {
    const loss = await createNamed<Loss | Promise<Loss>>(lossRegistry, schema.parse(config), {
      classCounts: [5, 1, 9, 3],
    });
    await expectSame(() =>
      read(
        tidy(() => {
          const logits = normals('logits', 6, 4) as Tensor2D;
          const targets = tensor(
            [0, 1, 2, 3, 1, 0].map((label) => [0, 1, 2, 3].map((k) => Number(k === label))),
          ) as Tensor2D;
          return {
            values: loss(logits, targets),
            gradient: grad((z: Tensor) => mean(loss(z as Tensor2D, targets)))(logits),
          };
        }),
      ),
    );
  });
});

describe('two updates are those of the cpu engine', () => {
  const schema = namedConfigSchema(optimizerRegistry, 'optimizers');
  const names = Object.keys(optimizerRegistry).filter((name) => name !== 'module');
  const variants = [
    { name: 'rmsprop', centered: true, momentum: 0.5 },
    { name: 'adamw', weight_decay: 0.1, clip_norm: 0.1, weight_ema: 0.9 },
    { name: 'sgd', clip_value: 0.5, weight_decay: 0.1 },
  ];

  test.each([...names.map((name) => ({ name })), ...variants])('%j', async (config) => {
    const optimizer = await createOptimizer(schema.parse(config), { l1: 1e-3, l2: 1e-3 });
    await expectSame(() => {
      const results = tidy(() => {
        let parameters: NamedTensors = { kernel: normals('kernel', 5, 3), bias: normals('bias', 3) };
        let state = optimizer.init(parameters);
        for (const step of [1, 2]) {
          const gradients = { kernel: normals(`g${step}`, 5, 3), bias: normals(`b${step}`, 3) };
          ({ parameters, state } = applyGradients(optimizer, gradients, state, parameters, {
            step,
            learningRate: 0.1,
          }));
        }
        return { ...parameters, ...state };
      });
      return read(results);
    });
  });
});
