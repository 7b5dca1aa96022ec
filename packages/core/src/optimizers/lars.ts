import { add, clone, div, greater, logicalAnd, mul, onesLike, sqrt, where } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { addScaled } from '../ops/add-scaled.ts';
import { sumOfSquares } from '../ops/sum-of-squares.ts';
import { define } from '../registry/index.ts';
import { accumulateVelocity } from './accumulate-velocity.ts';
import { isKernel } from './by-rank.ts';
import { chain } from './chain.ts';
import type { GradientTransform } from './gradient-transform.ts';
import { mapTensors } from '../tensors/named-tensors.ts';
import { perParameter } from './per-parameter.ts';
import { scaleByLearningRate } from './scale-by-learning-rate.ts';

/**
 * `u = (g + decay w) trust |w| / (|g| + decay |w|)` per kernel, L2 norms; `g + decay w` itself where `|w|` or `|g|` is 0.
 * Biases and other parameters of rank 1 pass as they are, without decay.
 */
function scaleByLayer(trust: number, decay: number): GradientTransform {
  return perParameter({}, (gradient, _state, { parameter }) => {
    if (!isKernel(parameter)) return { update: mul(gradient, 1), state: {} };
    const size = sqrt(sumOfSquares(parameter));
    const gradientSize = sqrt(sumOfSquares(gradient));
    const isDefined = logicalAnd(greater(size, 0), greater(gradientSize, 0));
    const ratio = div(mul(size, trust), add(gradientSize, mul(size, decay)));
    const update = mul(addScaled(gradient, parameter, decay), where(isDefined, ratio, onesLike(size)));
    return { update, state: {} };
  });
}

/** The velocity is the update and the next state: two owners, two tensors. */
const copyUpdates: GradientTransform = {
  init: () => ({}),
  update: (updates) => ({ updates: mapTensors(updates, (update) => clone(update)), state: {} }),
};

/**
 * `v' = momentum v + learning_rate u`, `w' = w - v'`: the rate is inside the velocity, as in the paper's algorithm 1. A kernel
 * moves by `learning_rate trust_coefficient` times its own norm; biases take the rate as it is. The paper trusts 0.001, with
 * batches of thousands of images and rates far above 1; small batches learn too slowly with it. Learning rate: 0.1 to begin
 * with.
 */
export const lars = define({
  title: 'LARS',
  summary: 'Momentum SGD whose step of each kernel is a small share of its own length; for large batches; try 0.1.',
  source: 'You, Gitman and Ginsburg (2017), Large batch training of convolutional networks, arXiv:1708.03888',
  options: z.strictObject({
    momentum: z.number().min(0).lt(1).default(0.9).describe('Decay of the running sum of the steps'),
    trust_coefficient: z
      .number()
      .gt(0)
      .max(1)
      .default(0.02)
      .describe('Share of its own norm that a kernel moves in a step at a learning rate of 1'),
    weight_decay: z
      .number()
      .min(0)
      .max(10)
      .default(0)
      .describe(
        'Weight decay inside the ratio: adds weight_decay w to the gradient of each kernel before it is scaled',
      ),
  }),
  create: (options) =>
    chain(
      scaleByLayer(options.trust_coefficient, options.weight_decay),
      scaleByLearningRate,
      accumulateVelocity(options.momentum),
      copyUpdates,
    ),
});
