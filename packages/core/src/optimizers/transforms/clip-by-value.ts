import { clipByValue as clip } from '@tensorflow/tfjs-core';
import { mapTensors } from '../../tensors/named-tensors.ts';
import type { GradientTransform } from './gradient-transform.ts';

/** Computes `u = min(max(g, -limit), limit)`, element-wise. */
export function clipByValue(limit: number): GradientTransform {
  return {
    init: () => ({}),
    update: (gradients) => ({ updates: mapTensors(gradients, (gradient) => clip(gradient, -limit, limit)), state: {} }),
  };
}
