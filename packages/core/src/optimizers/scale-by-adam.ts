import { zerosLike } from '@tensorflow/tfjs-core';
import { adamDirection } from '../ops/adam-direction.ts';
import type { GradientTransform } from './gradient-transform.ts';
import { perParameter } from './per-parameter.ts';

/** `m^/(sqrt(v^) + epsilon)` with bias-corrected running means of the gradient and its square. */
export function scaleByAdam(options: {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}): GradientTransform {
  return perParameter({ 'adam-m': zerosLike, 'adam-v': zerosLike }, (gradient, state, { step }) => {
    const [update, m, v] = adamDirection(gradient, state['adam-m'], state['adam-v'], { ...options, step });
    return { update, state: { 'adam-m': m, 'adam-v': v } };
  });
}
