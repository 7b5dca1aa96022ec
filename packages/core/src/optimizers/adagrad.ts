import { fill } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { meanSquareDirection } from '../ops/mean-square-direction.ts';
import { define } from '../registry/index.ts';
import { chain } from './chain.ts';
import type { GradientTransform } from './gradient-transform.ts';
import { perParameter } from './per-parameter.ts';
import { scaleByLearningRate } from './scale-by-learning-rate.ts';

/** `s' = s + g^2`; the update is `g / (sqrt(s') + epsilon)`. */
function scaleByRootSumOfSquares(initial: number, epsilon: number): GradientTransform {
  return perParameter({ 'sum-of-squares': (parameter) => fill(parameter.shape, initial) }, (gradient, state) => {
    const options = { decay: 1, share: 1, epsilon };
    const [update, sum] = meanSquareDirection(gradient, state['sum-of-squares'], options);
    return { update, state: { 'sum-of-squares': sum } };
  });
}

/** `w' = w - learning_rate g / (sqrt(s') + epsilon)`; its steps only shrink. Learning rate: 0.01 to begin with. */
export const adagrad = define({
  title: 'Adagrad',
  summary: 'Divides each gradient by the root of the sum of all its squares so far; try 0.01.',
  source: 'Duchi, Hazan and Singer (2011), Adaptive subgradient methods, JMLR 12',
  options: z.strictObject({
    initial_accumulator: z.number().min(0).max(1e6).default(0).describe('Sum of squares before the first step'),
    epsilon: z.number().gt(0).default(1e-7).describe('Added to the denominator'),
  }),
  create: (options) =>
    chain(scaleByRootSumOfSquares(options.initial_accumulator, options.epsilon), scaleByLearningRate),
});
