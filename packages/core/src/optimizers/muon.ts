import { reshape, zerosLike, type Tensor2D } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { momentumPass } from '../ops/momentum-pass.ts';
import { moved } from '../ops/moved.ts';
import { define } from '../registry/index.ts';
import { adamOptions } from './options/adam-options.ts';
import { byRank } from './transforms/by-rank.ts';
import { descendByAdam } from './transforms/descend-by-adam.ts';
import { descend } from './transforms/descend.ts';
import type { Optimizer } from './transforms/gradient-transform.ts';
import { orthogonalize } from './transforms/orthogonalize.ts';
import { weightDecayOption } from './options/weight-decay-option.ts';

/**
 * `m' = momentum m + (1 - momentum) g`; the direction is `sqrt(max(1, units / inputs)) orthogonalize(momentum m' + (1
 * - momentum) g) + weight_decay w`, where each kernel is a matrix `[inputs, units]`: all axes except the last are
 * merged.
 */
function descendByOrthogonalMomentum(momentum: number, weightDecay: number): Optimizer {
  return descend({ 'muon-m': zerosLike }, (gradient, state, { parameter, learningRate, keep, factor }) => {
    const share = 1 - momentum;
    const [ahead, m] = momentumPass(
      { parameter, gradient, velocity: state['muon-m'] },
      { momentum, share, keep: 0, gradientFactor: share, velocityFactor: momentum },
    );
    const units = gradient.shape.at(-1) ?? 1;
    const inputs = gradient.size / units;
    const direction = reshape(orthogonalize(reshape(ahead, [inputs, units]) as Tensor2D), gradient.shape);
    const update = moved(parameter, direction, {
      keep: keep - learningRate * weightDecay,
      factor: factor * Math.sqrt(Math.max(1, units / inputs)),
    });
    return { update, state: { 'muon-m': m } };
  });
}

/** Runs an optimizer at `share` times the learning rate. */
function atRate(share: number, { init, update, apply }: Optimizer): Optimizer {
  type Update = Optimizer['update'];
  const at =
    <Result>(method: (...args: Parameters<Update>) => Result) =>
    (...[gradients, state, parameters, context]: Parameters<Update>): Result =>
      method(gradients, state, parameters, { ...context, learningRate: share * context.learningRate });
  return { init, update: at(update), ...(apply && { apply: at(apply) }) };
}

/**
 * Kernels: `w' = w - learning_rate (u + weight_decay w)`. Other parameters: AdamW at `learning_rate adamw_rate`.
 * Differences from PyTorch, whose Muon takes matrices only: convolutions are flattened (as the author does), the
 * iteration runs in float32 (not bfloat16), and the last layer's kernel counts as a kernel. Start with a learning
 * rate of 0.01.
 */
export const muon = define({
  title: 'Muon',
  summary: 'Makes the momentum of each kernel a nearly orthogonal matrix; uses AdamW for biases and scales; try 0.01.',
  source: 'Jordan (2024), Muon: an optimizer for hidden layers in neural networks, kellerjordan.github.io/posts/muon',
  options: z.strictObject({
    momentum: z.number().min(0).lt(1).default(0.95).describe('Decay of the mean of the gradients of kernels'),
    adamw_rate: z
      .number()
      .gt(0)
      .max(10)
      .default(0.1)
      .describe('Learning rate of AdamW, which updates parameters other than kernels, as a share of learning_rate'),
    ...adamOptions,
    weight_decay: weightDecayOption(0),
  }),
  create: ({ momentum, adamw_rate, beta_1, beta_2, epsilon, weight_decay }) =>
    byRank(
      descendByOrthogonalMomentum(momentum, weight_decay),
      atRate(adamw_rate, descendByAdam({ beta1: beta_1, beta2: beta_2, epsilon }, weight_decay)),
    ),
});
