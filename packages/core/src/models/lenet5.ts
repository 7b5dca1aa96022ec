import { z } from 'zod';
import { define, optionNotes } from '../registry/index.ts';
import { avgPool } from './layers/avg-pool.ts';
import { conv2d } from './layers/conv2d.ts';
import { dense } from './layers/dense.ts';
import { flatten } from './layers/flatten.ts';
import { initializerNames } from './layers/initialize.ts';
import type { InputShape, Model } from './model.ts';
import { outputDropout, outputDropoutOption } from './output-dropout.ts';
import { sequential } from './sequential.ts';

/**
 * Conv 6 5x5, average pool 2x2, conv 16 5x5, average pool 2x2, dense 120, dense 84, dense to the classes: 61,706
 * parameters on 28x28x1. The first convolution keeps the size, which matches the paper's border of 2 pixels around
 * 28x28 digits. Like most implementations today, it omits the paper's weights in the pooling layers, the partial
 * connections of the second convolution and the radial output units.
 */
export const lenet5 = define({
  title: 'LeNet-5',
  summary:
    'The classic for digits: two 5x5 convolutions with average pooling, then dense 120 and 84; images from 12x12.',
  source: 'LeCun et al. (1998), Gradient-based learning applied to document recognition',
  options: z.strictObject({
    width: z
      .number()
      .min(0.25)
      .max(8)
      .default(1)
      .describe('Factor for the 6 and 16 filters and the 120 and 84 units, rounded'),
    depth: z
      .int()
      .min(1)
      .max(2)
      .optional()
      .describe('Number of convolution and pooling pairs; default: 2, as in the paper')
      .register(optionNotes, { neutral: 2 }),
    activation: z
      .enum(['tanh', 'relu', 'sigmoid'])
      .default('tanh')
      .describe('Activation of each hidden layer; the paper uses tanh'),
    initializer: z.enum(initializerNames).default('glorot-uniform').describe('Distribution of the initial kernels'),
    dropout: outputDropoutOption,
  }),
  create: ({ width, depth = 2, activation, initializer, dropout }) => {
    const scaled = (count: number): number => Math.max(1, Math.round(count * width));
    return (input: InputShape): Model =>
      sequential(
        input,
        [
          ['conv1', conv2d({ filters: scaled(6), kernelSize: 5, padding: 'same', activation, initializer })],
          ['pool1', avgPool({ size: 2 })],
          ...(depth > 1
            ? ([
                ['conv2', conv2d({ filters: scaled(16), kernelSize: 5, activation, initializer })],
                ['pool2', avgPool({ size: 2 })],
              ] as const)
            : []),
          ['flatten', flatten()],
          ['dense1', dense({ units: scaled(120), activation, initializer })],
          ['dense2', dense({ units: scaled(84), activation, initializer })],
          ...outputDropout(dropout),
          ['dense3', dense({ units: input.classes, initializer })],
        ],
        depth > 1 ? 'a smaller depth' : undefined,
      );
  },
});
