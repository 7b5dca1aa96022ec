import { fill, type Tensor } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { meanSquarePass } from '../ops/mean-square-pass.ts';
import { define } from '../registry/index.ts';
import { descend } from './transforms/descend.ts';
import type { Optimizer } from './transforms/gradient-transform.ts';

/** `s' = s + g^2`; the direction is `g / (sqrt(s') + epsilon)`. */
function descendByRootSumOfSquares(initial: number, epsilon: number): Optimizer {
  const slots = { 'sum-of-squares': (parameter: Tensor) => fill(parameter.shape, initial) };
  return descend(slots, (gradient, state, { parameter, keep, factor }) => {
    const options = { decay: 1, share: 1, epsilon, keep, factor };
    const [update, sum] = meanSquarePass({ parameter, gradient, squares: state['sum-of-squares'] }, options);
    return { update, state: { 'sum-of-squares': sum } };
  });
}

/**
 * `w' = w - learning_rate g / (sqrt(s') + epsilon)`; the step sizes only decrease. Start with a learning rate of
 * 0.01.
 */
export const adagrad = define({
  title: 'Adagrad',
  summary: 'Divides each gradient by the root of the sum of all its squares so far; try 0.01.',
  source: 'Duchi, Hazan and Singer (2011), Adaptive subgradient methods, JMLR 12',
  options: z.strictObject({
    initial_accumulator: z.number().min(0).max(1e6).default(0).describe('Sum of squares before the first step'),
    epsilon: z.number().gt(0).default(1e-7).describe('Added to the denominator'),
  }),
  create: (options) => descendByRootSumOfSquares(options.initial_accumulator, options.epsilon),
});
