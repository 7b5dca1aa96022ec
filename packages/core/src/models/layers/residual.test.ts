import '../../ops/register-gradients.ts';
import { add, mul, ones, randomNormal, relu, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { openEngine } from '../../engines/index.ts';
import { createStream } from '../../random/index.ts';
import type { NamedTensors } from '../../tensors/named-tensors.ts';
import { checkGradient, countLeakedTensors } from '../../testing/index.ts';
import type { KerasNode } from '../keras-graph.ts';
import { batchNorm } from './batch-norm.ts';
import type { NamedLayers } from './chain.ts';
import { conv2d } from './conv2d.ts';
import { dense } from './dense.ts';
import { dropout } from './dropout.ts';
import type { Layer, LayerContext } from './layer.ts';
import { residual } from './residual.ts';

const training: LayerContext = { isTraining: true, seed: 1, step: 1, layer: 'block1' };
const evaluation: LayerContext = { ...training, isTraining: false };
const same = conv2d({ filters: 3, kernelSize: 3, padding: 'same' });
const halving: NamedLayers = [['conv1', conv2d({ filters: 4, kernelSize: 3, stride: 2, padding: 'same' })]];
/** Without a bias, which the batch norm would take away. */
const normed: NamedLayers = [
  ['conv1', conv2d({ filters: 4, kernelSize: 3, stride: 2, padding: 'same', bias: false })],
  ['norm1', batchNorm()],
];

function freshOf(layer: Layer): NamedTensors {
  return layer.init((parameter) => createStream(1, `initialization/block1/${parameter}`, 0));
}

describe.each(['cpu', 'wasm'] as const)('on %s', (engine) => {
  beforeAll(async () => {
    await openEngine(engine);
  });

  test('without layers it doubles its input', () => {
    const x = randomNormal([2, 3], 0, 1, 'float32', 3);
    expect([...residual([])([3]).apply({}, x, training).dataSync()]).toEqual([...mul(x, 2).dataSync()]);
  });

  test('where the shapes are equal it adds its input to the branch, then activates', () => {
    const x = randomNormal([2, 5, 5, 3], 0, 1, 'float32', 3);
    const layer = residual([['conv1', same]], { activation: 'relu' })([5, 5, 3]);
    const parameters = freshOf(layer);
    expect(Object.keys(parameters)).toEqual(['conv1/kernel', 'conv1/bias']);
    const branch = same([5, 5, 3]).apply(
      { kernel: parameters['conv1/kernel'] as Tensor, bias: parameters['conv1/bias'] as Tensor },
      x,
      training,
    );
    expect([...layer.apply(parameters, x, training).dataSync()]).toEqual([...relu(add(branch, x)).dataSync()]);
  });

  test('each survival is drawn for an image; the mean is what evaluation gives', () => {
    const x = ones([2000, 2]);
    const layer = residual([], { survival: 0.75 })([2]);
    const output = layer.apply({}, x, training).dataSync();
    const kept = output.filter((value) => value === 2).length / 2;
    expect(output.filter((value) => value === 1).length / 2).toBe(2000 - kept);
    for (let i = 0; i < output.length; i += 2) expect(output[i]).toBe(output[i + 1]);
    // Five standard deviations of a binomial with 2,000 draws: 97.
    expect(Math.abs(kept - 1500)).toBeLessThan(97);
    expect(new Set(layer.apply({}, x, evaluation).dataSync())).toEqual(new Set([1.75]));
  });

  test('which images survive follows from seed, layer and step alone', () => {
    const layer = residual([], { survival: 0.5 })([1]);
    const values = (changes: Partial<LayerContext> = {}): number[] => [
      ...layer.apply({}, ones([64, 1]), { ...training, ...changes }).dataSync(),
    ];
    expect(values()).toEqual(values());
    for (const other of [{ seed: 2 }, { step: 2 }, { layer: 'block2' }]) expect(values(other)).not.toEqual(values());
  });

  test.each([
    ['a projection', residual(halving, { projectionNorm: false })([5, 4, 3])],
    ['a projection with batch norm', residual(normed, { survival: 0.6 })([5, 4, 3])],
  ])('with %s it has the gradient of finite differences and leaves no tensor behind', async (_, layer) => {
    const leaked = await countLeakedTensors(() =>
      tidy(() => {
        const x = randomNormal([3, 5, 4, 3], 0, 1, 'float32', 5);
        const parameters = freshOf(layer);
        const trained = Object.keys(parameters).filter((name) => !layer.untrained?.includes(name));
        const apply = (...values: Tensor[]): Tensor => {
          const changed = Object.fromEntries(trained.map((name, i) => [name, values[i + 1]])) as NamedTensors;
          return layer.apply({ ...parameters, ...changed }, values[0] as Tensor, { ...training, track: () => {} });
        };
        const inputs = [x, ...trained.map((name) => parameters[name] as Tensor)];
        for (const error of checkGradient(apply, inputs, { step: 0.02 })) expect(error).toBeLessThan(1e-3);
      }),
    );
    expect(leaked).toBe(0);
  });

  test('the statistics of its batch norms are tracked by their names', () => {
    const layer = residual([...halving, ['norm1', batchNorm()]])([4, 4, 3]);
    const names = ['norm1/mean', 'norm1/variance', 'projection_norm/mean', 'projection_norm/variance'];
    expect(layer.untrained).toEqual(names);
    const tracked: string[] = [];
    const track = (name: string): void => void tracked.push(name);
    layer.apply(freshOf(layer), randomNormal([2, 4, 4, 3]), { ...training, track });
    expect(tracked).toEqual(names);
    layer.apply(freshOf(layer), randomNormal([2, 4, 4, 3]), { ...evaluation, track });
    expect(tracked).toEqual(names);
  });

  test('blocks within blocks have their own names and streams', () => {
    const inner = residual([['drop1', dropout({ rate: 0.5 })]]);
    const layer = residual([
      ['one', inner],
      ['two', inner],
      ['dense1', dense({ units: 4 })],
    ])([4]);
    expect(Object.keys(freshOf(layer))).toEqual(['dense1/kernel', 'dense1/bias']);
    const drop = (name: string): number[] => [
      ...dropout({ rate: 0.5 })([4])
        .apply({}, ones([8, 4]), { ...training, layer: name })
        .dataSync(),
    ];
    const twice = residual([['one', inner]])([4]).apply({}, ones([8, 4]), training);
    expect([...twice.dataSync()]).toEqual(drop('block1/one/drop1').map((value) => 2 + value));
  });
});

test('a projection has the strides that make the shapes equal', () => {
  const layer = residual(halving)([7, 8, 3]);
  expect(layer.outputShape).toEqual([4, 4, 4]);
  expect(layer.parameterCount).toBe((27 + 1) * 4 + 3 * 4 + 8);
  expect(layer.multiplyAdds).toBe(16 * (27 * 4 + 3 * 4));
});

test.each([
  [[['conv1', conv2d({ filters: 3, kernelSize: 3 })]] as NamedLayers, [6, 6, 3], '6x6x3 into 4x4x3'],
  [[['dense1', dense({ units: 3 })]] as NamedLayers, [4], '4 into 3'],
])('shapes that no projection makes equal are refused with both of them', (layers, shape, message) => {
  expect(() => residual(layers)(shape)).toThrow(message);
});

test.each([0, -0.5, 1.1, Number.NaN])('survival %s is refused', (survival) => {
  expect(() => residual([], { survival })).toThrow(`survival ${survival} is not above 0 to 1`);
});

test('in a Keras graph the names have no slashes and the weights keep ours', () => {
  const nodes: KerasNode[] = [];
  const graph = {
    add: (node: KerasNode): string => {
      nodes.push(node);
      return node.name;
    },
  };
  const block = residual([...halving, ['norm1', batchNorm({ activation: 'relu' })]], {
    survival: 0.8,
    activation: 'relu',
  });
  expect(block([4, 4, 3]).toKeras(graph, 'block1', 'images')).toBe('block1_relu');
  expect(nodes.map(({ className, name, inputs }) => [className, name, ...inputs])).toEqual([
    ['Conv2D', 'block1_conv1', 'images'],
    ['BatchNormalization', 'block1_norm1', 'block1_conv1'],
    ['Activation', 'block1_norm1_relu', 'block1_norm1'],
    ['Rescaling', 'block1_scale', 'block1_norm1_relu'],
    ['Conv2D', 'block1_projection', 'images'],
    ['BatchNormalization', 'block1_projection_norm', 'block1_projection'],
    ['Add', 'block1', 'block1_scale', 'block1_projection_norm'],
    ['Activation', 'block1_relu', 'block1'],
  ]);
  expect(nodes[1]?.weights).toEqual({
    gamma: 'block1/norm1/scale',
    beta: 'block1/norm1/offset',
    moving_mean: 'block1/norm1/mean',
    moving_variance: 'block1/norm1/variance',
  });
});
