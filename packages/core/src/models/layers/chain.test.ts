import { tensor4d, type Tensor } from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { openEngine } from '../../engines/index.ts';
import { createStream } from '../../random/index.ts';
import { chain } from './chain.ts';
import { conv2d, type Conv2dLayerOptions } from './conv2d.ts';
import type { LayerFactory } from './layer.ts';
import { maxPool } from './max-pool.ts';

beforeAll(() => openEngine('wasm'));

const context = { isTraining: true, seed: 1, step: 1, layer: '' };

/** A layer whose fusing is hidden from the chain. */
const alone =
  (factory: LayerFactory): LayerFactory =>
  (shape) => {
    const { maxPooling: _window, applyPooled: _op, ...layer } = factory(shape);
    return layer;
  };

test.each<[string, Partial<Conv2dLayerOptions>, number]>([
  ['relu', { activation: 'relu' }, 2],
  ['without a bias', { bias: false }, 2],
  ['an activation of its own pass', { activation: 'tanh' }, 2],
  ['another window', { activation: 'relu' }, 3],
])('a max pooling right after a convolution may be taken over and changes nothing: %s', (_name, options, size) => {
  const layers = [conv2d({ filters: 6, kernelSize: 3, ...options }), maxPool({ size }), maxPool({ size: 2 })] as const;
  const named = (wrap: (factory: LayerFactory) => LayerFactory) =>
    chain([
      ['conv1', wrap(layers[0])],
      ['pool1', wrap(layers[1])],
      ['pool2', wrap(layers[2])],
    ])([15, 14, 2]);
  const [together, apart] = [named((factory) => factory), named(alone)];
  const streamFor = (name: string) => createStream(1, name, 0);
  const x = tensor4d(
    Float32Array.from({ length: 3 * 15 * 14 * 2 }, (_, index) => Math.sin(index)),
    [3, 15, 14, 2],
  );
  const parameters = together.init(streamFor);
  const valuesOf = (y: Tensor): number[] => Array.from(y.dataSync());
  expect(together.outputShape).toEqual(apart.outputShape);
  expect(together.parameterCount).toBe(apart.parameterCount);
  expect(valuesOf(together.apply(parameters, x, context))).toEqual(valuesOf(apart.apply(parameters, x, context)));
});
