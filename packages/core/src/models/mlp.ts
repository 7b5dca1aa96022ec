import { z } from 'zod';
import { define } from '../registry/index.ts';
import { activationNames } from './layers/activation.ts';
import { dense } from './layers/dense.ts';
import { flatten } from './layers/flatten.ts';
import { initializerNames } from './layers/initialize.ts';
import type { LayerFactory } from './layers/layer.ts';
import type { InputShape, Model } from './model.ts';
import { outputDropout, outputDropoutOption } from './output-dropout.ts';
import { sequential } from './sequential.ts';

/** Flatten, `depth` times dense `width` with the activation, dense to the classes: 118,282 parameters on 28x28x1 by default. */
export const mlp = define({
  title: 'Multilayer perceptron',
  summary: 'Fully connected hidden layers of equal width; it ignores which pixels are neighbors.',
  source: 'Rumelhart et al. (1986), Learning representations by back-propagating errors',
  options: z.strictObject({
    width: z.int().min(1).max(4096).default(128).describe('Units per hidden layer'),
    depth: z.int().min(1).max(16).default(2).describe('Number of hidden layers'),
    activation: z.enum(activationNames).default('relu').describe('Activation of each hidden layer'),
    initializer: z.enum(initializerNames).default('he-uniform').describe('Distribution of the initial kernels'),
    dropout: outputDropoutOption,
  }),
  create:
    ({ width, depth, activation, initializer, dropout }) =>
    (input: InputShape): Model =>
      sequential(input, [
        ['flatten', flatten()],
        ...Array.from({ length: depth }, (_, i): [string, LayerFactory] => [
          `dense${i + 1}`,
          dense({ units: width, activation, initializer }),
        ]),
        ...outputDropout(dropout),
        [`dense${depth + 1}`, dense({ units: input.classes, initializer })],
      ]),
});
