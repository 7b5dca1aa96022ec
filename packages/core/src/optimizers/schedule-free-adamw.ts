import { clone, scalar, zerosLike } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { scheduleFreePass } from '../ops/schedule-free-pass.ts';
import { define } from '../registry/index.ts';
import { mapTensors, tensorNamed } from '../tensors/named-tensors.ts';
import { descend } from './transforms/descend.ts';
import type { Optimizer } from './transforms/gradient-transform.ts';
import { weightDecayOption } from './options/weight-decay-option.ts';

interface ScheduleFreeOptions {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly weightDecay: number;
}

/**
 * The trained weights are `y = (1 - b1) z + b1 x`. `v' = b2 v + (1 - b2) g^2`, `z' = z - learning_rate (g / (sqrt(v^)
 * + epsilon) + weight_decay y)`, `x' = (1 - c) x + c z'`, with `c` = `r^2` divided by the sum of its values so far,
 * where `r` is the largest rate so far: `1 / t` if the rate does not rise. The update is `y' - y`. Follows the
 * authors' code; the paper applies the bias correction of `v` within the learning rate.
 */
function descendScheduleFree(options: ScheduleFreeOptions): Optimizer {
  const slots = {
    'schedule-free-z': clone,
    'schedule-free-x': clone,
    'schedule-free-v': zerosLike,
    'schedule-free-rate': () => scalar(0),
    'schedule-free-weight': () => scalar(0),
  };
  return descend(slots, (gradient, state, { parameter, step, learningRate, keep }) => {
    const points = { z: state['schedule-free-z'], x: state['schedule-free-x'], v: state['schedule-free-v'] };
    const scalars = { rate: state['schedule-free-rate'], weight: state['schedule-free-weight'] };
    const [update, nextZ, x, v, rate, weight] = scheduleFreePass(
      { parameter, gradient, ...points, ...scalars },
      { ...options, step, learningRate, keep },
    );
    return {
      update,
      state: {
        'schedule-free-z': nextZ,
        'schedule-free-x': x,
        'schedule-free-v': v,
        'schedule-free-rate': rate,
        'schedule-free-weight': weight,
      },
    };
  });
}

/**
 * Trains at `y` and is evaluated at the average `x`. For a warm-up, use the schedule's. Start with a learning rate of
 * 0.0025.
 */
export const scheduleFreeAdamW = define({
  title: 'Schedule-free AdamW',
  summary: 'AdamW that is evaluated at an average of its weights, which replaces a decaying learning rate; try 0.0025.',
  source: 'Defazio et al. (2024), The road less scheduled, arXiv:2405.15682',
  options: z.strictObject({
    beta_1: z
      .number()
      .min(0)
      .lt(1)
      .default(0.9)
      .describe('Share of the average in the point where gradients are computed'),
    beta_2: z.number().min(0).lt(1).default(0.999).describe('Decay of the mean of squared gradients'),
    epsilon: z.number().gt(0).default(1e-8).describe('Added to the denominator'),
    weight_decay: weightDecayOption(0),
  }),
  create: ({ beta_1, beta_2, epsilon, weight_decay }): Optimizer => ({
    ...descendScheduleFree({ beta1: beta_1, beta2: beta_2, epsilon, weightDecay: weight_decay }),
    evaluated: (parameters, state) =>
      mapTensors(parameters, (_, name) => tensorNamed(state, `${name}/schedule-free-x`)),
  }),
});
