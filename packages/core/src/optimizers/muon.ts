import { mul, reshape, zerosLike, type Tensor2D } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { addScaled } from '../ops/add-scaled.ts';
import { define } from '../registry/index.ts';
import { mapTensors } from '../tensors/named-tensors.ts';
import { adamOptions } from './adam-options.ts';
import { addDecayedWeights, weightDecayOption } from './add-decayed-weights.ts';
import { byRank } from './by-rank.ts';
import { chain } from './chain.ts';
import type { GradientTransform } from './gradient-transform.ts';
import { orthogonalize } from './orthogonalize.ts';
import { perParameter } from './per-parameter.ts';
import { scaleByAdam } from './scale-by-adam.ts';
import { scaleByLearningRate } from './scale-by-learning-rate.ts';

/**
 * `m' = momentum m + (1 - momentum) g`; the update is `sqrt(max(1, units / inputs)) orthogonalize(momentum m' + (1 - momentum) g)`,
 * of each kernel as a matrix `[inputs, units]`: all axes but the last are one.
 */
function orthogonalizedMomentum(momentum: number): GradientTransform {
  return perParameter({ 'muon-m': zerosLike }, (gradient, state) => {
    const m = addScaled(mul(state['muon-m'], momentum), gradient, 1 - momentum);
    const units = gradient.shape.at(-1) ?? 1;
    const inputs = gradient.size / units;
    const ahead = addScaled(mul(gradient, 1 - momentum), m, momentum);
    const update = orthogonalize(reshape(ahead, [inputs, units]) as Tensor2D);
    return {
      update: reshape(mul(update, Math.sqrt(Math.max(1, units / inputs))), gradient.shape),
      state: { 'muon-m': m },
    };
  });
}

function scaleBy(factor: number): GradientTransform {
  const update: GradientTransform['update'] = (updates) => ({
    updates: mapTensors(updates, (u) => mul(u, factor)),
    state: {},
  });
  return { init: () => ({}), update };
}

/**
 * Kernels: `w' = w - learning_rate (u + weight_decay w)`. Other parameters: AdamW at `learning_rate adamw_rate`. Beside PyTorch,
 * whose Muon takes matrices alone, convolutions are flattened (as by its author), the iteration runs in float32 (not bfloat16),
 * and the last layer's kernel counts as a kernel. Learning rate: 0.01 to begin with.
 */
export const muon = define({
  title: 'Muon',
  summary: 'Turns the momentum of each kernel into a nearly orthogonal matrix; AdamW for biases and scales; try 0.01.',
  source: 'Jordan (2024), Muon: an optimizer for hidden layers in neural networks, kellerjordan.github.io/posts/muon',
  options: z.strictObject({
    momentum: z.number().min(0).lt(1).default(0.95).describe('Decay of the mean of the gradients of kernels'),
    adamw_rate: z
      .number()
      .gt(0)
      .max(10)
      .default(0.1)
      .describe('Learning rate of AdamW, for parameters other than kernels, as a share of learning_rate'),
    ...adamOptions,
    weight_decay: weightDecayOption(0),
  }),
  create: ({ momentum, adamw_rate, beta_1, beta_2, epsilon, weight_decay }) => {
    const forOthers = [scaleByAdam({ beta1: beta_1, beta2: beta_2, epsilon }), addDecayedWeights(weight_decay)];
    return chain(
      byRank(
        chain(orthogonalizedMomentum(momentum), addDecayedWeights(weight_decay)),
        chain(...forOthers, scaleBy(adamw_rate)),
      ),
      scaleByLearningRate,
    );
  },
});
