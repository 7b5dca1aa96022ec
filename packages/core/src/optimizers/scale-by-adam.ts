import { zerosLike } from '@tensorflow/tfjs-core';
import { adamPass, correctedFactors } from '../ops/adam-pass.ts';
import type { GradientTransform } from './gradient-transform.ts';
import { perParameter } from './per-parameter.ts';

export interface AdamDecays {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

export const adamSlots = { 'adam-m': zerosLike, 'adam-v': zerosLike };

/** `m^/(sqrt(v^) + epsilon)` with bias-corrected running means of the gradient and its square. */
export function scaleByAdam(decays: AdamDecays): GradientTransform {
  return perParameter(adamSlots, (gradient, state, { step }) => {
    const factors = { ...decays, ...correctedFactors(decays, step), gradientFactor: 0, keep: 1 };
    const [update, m, v] = adamPass({ gradient, m: state['adam-m'], v: state['adam-v'] }, factors);
    return { update, state: { 'adam-m': m, 'adam-v': v } };
  });
}
