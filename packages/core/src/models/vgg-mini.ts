import { z } from 'zod';
import { define } from '../registry/index.ts';
import { conv2d } from './layers/conv2d.ts';
import { dense } from './layers/dense.ts';
import { flatten } from './layers/flatten.ts';
import { initializerNames } from './layers/initialize.ts';
import type { LayerFactory } from './layers/layer.ts';
import { maxPool } from './layers/max-pool.ts';
import type { InputShape, Model } from './model.ts';
import { outputDropout, outputDropoutOption } from './output-dropout.ts';
import { sequential } from './sequential.ts';

/**
 * Blocks of 3x3 convolutions with relu that keep the size. Each block ends with max pool 2x2 and is twice as wide as
 * the previous one; then dense with relu and dense to the classes. Layers are named `conv<block>_<position>` and
 * `pool<block>`. 218,490 parameters on 28x28x1 by default.
 */
export const vggMini = define({
  title: 'VGG mini',
  summary: 'Blocks of 3x3 convolutions; each block has half the size and twice the filters of the previous one.',
  source:
    'Simonyan and Zisserman (2014), Very deep convolutional networks for large-scale image recognition, arXiv:1409.1556',
  options: z.strictObject({
    width: z.int().min(1).max(256).default(16).describe('Filters of the first block; each block doubles them'),
    blocks: z.int().min(1).max(5).default(2).describe('Number of blocks; each halves height and width'),
    convolutions: z.int().min(1).max(4).default(2).describe('Convolutions per block'),
    units: z.int().min(1).max(4096).default(128).describe('Units of the hidden dense layer'),
    initializer: z.enum(initializerNames).default('he-uniform').describe('Distribution of the initial kernels'),
    dropout: outputDropoutOption,
  }),
  create: ({ width, blocks, convolutions, units, initializer, dropout }) => {
    const block = (index: number): [string, LayerFactory][] => {
      const filters = width * 2 ** index;
      const convolution = conv2d({ filters, kernelSize: 3, padding: 'same', activation: 'relu', initializer });
      return [
        ...Array.from({ length: convolutions }, (_, i): [string, LayerFactory] => [
          `conv${index + 1}_${i + 1}`,
          convolution,
        ]),
        [`pool${index + 1}`, maxPool({ size: 2 })],
      ];
    };
    return (input: InputShape): Model =>
      sequential(
        input,
        [
          ...Array.from({ length: blocks }, (_, index) => block(index)).flat(),
          ['flatten', flatten()],
          ['dense1', dense({ units, activation: 'relu', initializer })],
          ...outputDropout(dropout),
          ['dense2', dense({ units: input.classes, initializer })],
        ],
        blocks > 1 ? 'fewer blocks' : undefined,
      );
  },
});
