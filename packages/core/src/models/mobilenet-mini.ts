import { z } from 'zod';
import { define } from '../registry/index.ts';
import { batchNorm } from './layers/batch-norm.ts';
import { conv2d } from './layers/conv2d.ts';
import { dense } from './layers/dense.ts';
import { depthwiseConv2d } from './layers/depthwise-conv2d.ts';
import { globalAveragePool } from './layers/global-average-pool.ts';
import { initializerNames } from './layers/initialize.ts';
import type { LayerFactory } from './layers/layer.ts';
import type { InputShape, Model } from './model.ts';
import { sequential } from './sequential.ts';

/**
 * Convolution 3x3, then separable blocks (depthwise 3x3, pointwise 1x1), each convolution with batch norm and relu
 * and without bias; global average pool, dense to the classes. As in the paper, every second block halves height and
 * width and doubles the filters: 2, 4, 4, 8, 8, ... times the width. Unlike the paper's, the first convolution keeps
 * the size, for small images. Layers are named `depthwise<block>`, `pointwise<block>`. 36,874 parameters on 28x28x1
 * by default.
 */
export const mobilenetMini = define({
  title: 'MobileNet mini',
  summary: 'Depthwise separable convolutions with batch norm: few multiply-adds for its depth.',
  source: 'Howard et al. (2017), MobileNets: efficient convolutional neural networks, arXiv:1704.04861',
  options: z.strictObject({
    width: z
      .int()
      .min(1)
      .max(128)
      .default(16)
      .describe('Filters of the first convolution; the blocks use multiples of it'),
    depth: z.int().min(1).max(9).default(5).describe('Number of separable blocks'),
    initializer: z.enum(initializerNames).default('he-normal').describe('Distribution of the initial kernels'),
    momentum: z
      .number()
      .min(0)
      .lt(1)
      .default(0.9)
      .describe('Share of the moving statistics that each step keeps, for all batch norms'),
  }),
  create: ({ width, depth, initializer, momentum }) => {
    const norm = batchNorm({ momentum, activation: 'relu' });
    const shared = { padding: 'same', initializer, bias: false } as const;
    const block = (index: number): [string, LayerFactory][] => [
      [`depthwise${index}`, depthwiseConv2d({ ...shared, kernelSize: 3, stride: index % 2 === 0 ? 2 : 1 })],
      [`depthwise_norm${index}`, norm],
      [`pointwise${index}`, conv2d({ ...shared, filters: width * 2 ** (1 + Math.floor(index / 2)), kernelSize: 1 })],
      [`pointwise_norm${index}`, norm],
    ];
    return (input: InputShape): Model =>
      sequential(input, [
        ['conv1', conv2d({ ...shared, filters: width, kernelSize: 3 })],
        ['norm1', norm],
        ...Array.from({ length: depth }, (_, i) => block(i + 1)).flat(),
        ['pool', globalAveragePool()],
        ['dense', dense({ units: input.classes, initializer })],
      ]);
  },
});
