import { z } from 'zod';
import { define, optionNotes } from '../registry/index.ts';
import { conv2d } from './layers/conv2d.ts';
import { dense } from './layers/dense.ts';
import { flatten } from './layers/flatten.ts';
import { initializerNames } from './layers/initialize.ts';
import type { LayerFactory } from './layers/layer.ts';
import { maxPool } from './layers/max-pool.ts';
import type { InputShape, Model } from './model.ts';
import { outputDropout } from './output-dropout.ts';
import { sequential } from './sequential.ts';

/** Conv 32 3x3 relu, max pool 2x2, flatten, dense 128 relu, dense to the classes: 693,962 parameters on 28x28x1. */
export const seedCnn = define({
  title: 'Seed CNN',
  summary: 'One convolution and one hidden layer: conv 32 3x3 relu, max pool 2x2, dense 128 relu, dense.',
  source: 'The article that Sweepdeck started from; LeCun et al. (1998) for the pattern',
  options: z.strictObject({
    width: z
      .number()
      .min(0.1)
      .max(8)
      .optional()
      .describe('Factor for the 32 filters and the 128 units, rounded; default: 1')
      .register(optionNotes, { neutral: 1 }),
    depth: z
      .int()
      .min(1)
      .max(3)
      .optional()
      .describe('Number of convolution and pooling pairs, each with twice the filters of the previous one; default: 1')
      .register(optionNotes, { neutral: 1 }),
    initializer: z
      .enum(initializerNames)
      .default('glorot-uniform')
      .describe("Distribution of the initial kernels: glorot-uniform is Keras's default, he-uniform is made for relu"),
    dropout: z
      .number()
      .min(0)
      .lt(1)
      .default(0)
      .describe('Share of the hidden values that training drops before the output layer, from 0 to below 1')
      .register(optionNotes, { example: 0.5 }),
  }),
  create:
    ({ width = 1, depth = 1, initializer, dropout: rate }) =>
    (input: InputShape): Model =>
      sequential(
        input,
        [
          ...Array.from({ length: depth }, (_, index): [string, LayerFactory][] => {
            const filters = Math.max(1, Math.round(32 * width)) * 2 ** index;
            return [
              [`conv${index + 1}`, conv2d({ filters, kernelSize: 3, activation: 'relu', initializer })],
              [`pool${index + 1}`, maxPool({ size: 2 })],
            ];
          }).flat(),
          ['flatten', flatten()],
          ['dense1', dense({ units: Math.max(1, Math.round(128 * width)), activation: 'relu', initializer })],
          ...outputDropout(rate),
          ['dense2', dense({ units: input.classes, initializer })],
        ],
        depth > 1 ? 'a smaller depth' : undefined,
      ),
});
