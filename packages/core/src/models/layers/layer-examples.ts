import type { layerRegistry } from './layer-registry.ts';

const conv2d = { name: 'conv2d', filters: 4, padding: 'same', activation: 'relu' };

/**
 * A small network for each layer, for tests: a list of layers that has the layer in a place where it belongs. Each
 * learns to tell bright columns of 8x8 images apart, and is exported.
 */
export const layerExamples: Readonly<Record<keyof typeof layerRegistry, readonly unknown[]>> = {
  conv2d: [conv2d, 'flatten', 'dense'],
  'depthwise-conv2d': [{ name: 'depthwise-conv2d', multiplier: 4, activation: 'relu' }, 'flatten', 'dense'],
  dense: ['flatten', { name: 'dense', units: 8 }, 'dense'],
  'max-pool': ['max-pool', 'flatten', 'dense'],
  'avg-pool': [{ name: 'avg-pool', size: 2, stride: 1 }, 'flatten', 'dense'],
  'global-average-pool': [{ name: 'conv2d', filters: 16, kernel_size: 8 }, 'relu', 'global-average-pool', 'dense'],
  flatten: ['flatten', 'dense'],
  dropout: ['flatten', { name: 'dropout', rate: 0.2 }, 'dense'],
  residual: [conv2d, { name: 'residual', layers: [conv2d, { name: 'batch-norm', momentum: 0.5 }] }, 'flatten', 'dense'],
  'batch-norm': [conv2d, { name: 'batch-norm', momentum: 0.5 }, 'flatten', 'dense'],
  'layer-norm': [conv2d, 'layer-norm', 'flatten', 'dense'],
  'group-norm': [conv2d, { name: 'group-norm', groups: 2 }, 'flatten', 'dense'],
  relu: ['flatten', { name: 'dense', units: 16 }, 'relu', 'dense'],
  'leaky-relu': ['flatten', { name: 'dense', units: 16 }, 'leaky-relu', 'dense'],
  elu: ['flatten', { name: 'dense', units: 16 }, 'elu', 'dense'],
  gelu: ['flatten', { name: 'dense', units: 16 }, 'gelu', 'dense'],
  silu: ['flatten', { name: 'dense', units: 16 }, 'silu', 'dense'],
  tanh: ['flatten', { name: 'dense', units: 16 }, 'tanh', 'dense'],
  sigmoid: ['flatten', { name: 'dense', units: 16 }, 'sigmoid', 'dense'],
  softplus: ['flatten', { name: 'dense', units: 16 }, 'softplus', 'dense'],
};
