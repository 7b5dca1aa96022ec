import { zerosLike } from '@tensorflow/tfjs-core';
import { adamPass, correctedFactors } from '../../ops/adam-pass.ts';
import { descend } from './descend.ts';
import type { Optimizer } from './gradient-transform.ts';

export interface AdamDecays {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/** `w' = w - learning_rate (m^ / (sqrt(v^) + epsilon) + weight_decay w)`, with bias-corrected means of the gradient and its square. */
export function descendByAdam(decays: AdamDecays, weightDecay: number): Optimizer {
  const slots = { 'adam-m': zerosLike, 'adam-v': zerosLike };
  return descend(slots, (gradient, state, { parameter, step, learningRate, keep, factor }) => {
    const inputs = { parameter, gradient, m: state['adam-m'], v: state['adam-v'] };
    const factors = { ...decays, ...correctedFactors(decays, step, factor), gradientFactor: 0 };
    const [update, m, v] = adamPass(inputs, { ...factors, keep: keep - learningRate * weightDecay });
    return { update, state: { 'adam-m': m, 'adam-v': v } };
  });
}
