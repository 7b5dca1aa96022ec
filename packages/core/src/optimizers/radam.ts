import { zerosLike } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { adamPass } from '../ops/adam-pass.ts';
import { moved } from '../ops/moved.ts';
import { power } from '../portable-math/index.ts';
import { define } from '../registry/index.ts';
import { adamOptions } from './options/adam-options.ts';
import { descend } from './transforms/descend.ts';
import type { Optimizer } from './transforms/gradient-transform.ts';

/**
 * Returns `r_t sqrt(1 - b2^t)`, the factor that stabilizes the variance of Adam's step size; undefined while the mean
 * square has seen too few gradients (`rho_t <= 5`). `rho_inf = 2 / (1 - b2) - 1`, `rho_t = rho_inf - 2 t b2^t / (1 -
 * b2^t)`, `r_t = sqrt((rho_t - 4) (rho_t - 2) rho_inf / ((rho_inf - 4) (rho_inf - 2) rho_t))`.
 */
function rectification(beta2: number, step: number): number | undefined {
  const correction = 1 - power(beta2, step);
  const limit = 2 / (1 - beta2) - 1;
  const length = limit - (2 * step * (1 - correction)) / correction;
  if (length <= 5) return undefined;
  const ratio = ((length - 4) * (length - 2) * limit) / ((limit - 4) * (limit - 2) * length);
  return Math.sqrt(ratio * correction);
}

/**
 * The direction is `m^ r_t sqrt(1 - b2^t) / (sqrt(v') + epsilon)`; in the first steps, before the rectification is
 * defined, it is `m^`.
 */
function descendByRectifiedAdam(beta1: number, beta2: number, epsilon: number): Optimizer {
  const slots = { 'radam-m': zerosLike, 'radam-v': zerosLike };
  return descend(slots, (gradient, state, { parameter, step, keep, factor }) => {
    const rectified = rectification(beta2, step);
    const meanFactor = (factor * (rectified ?? 1)) / (1 - power(beta1, step));
    const [target, m, v] = adamPass(
      { parameter, gradient, m: state['radam-m'], v: state['radam-v'] },
      { beta1, beta2, meanFactor, gradientFactor: 0, offset: epsilon, keep },
    );
    const update = rectified === undefined ? moved(parameter, m, { keep, factor: meanFactor }) : target;
    return { update, state: { 'radam-m': m, 'radam-v': v } };
  });
}

/** Adam with a built-in warm-up, with thresholds as in PyTorch. Start with a learning rate of 0.003. */
export const radam = define({
  title: 'RAdam',
  summary: 'Adam that takes plain momentum steps until its adaptive step sizes are reliable; try 0.003.',
  source: 'Liu et al. (2020), On the variance of the adaptive learning rate and beyond, arXiv:1908.03265',
  options: z.strictObject(adamOptions),
  create: (options) => descendByRectifiedAdam(options.beta_1, options.beta_2, options.epsilon),
});
