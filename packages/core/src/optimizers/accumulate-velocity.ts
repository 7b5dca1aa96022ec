import { zerosLike } from '@tensorflow/tfjs-core';
import { addScaled } from '../ops/add-scaled.ts';
import type { GradientTransform } from './gradient-transform.ts';
import { perParameter } from './per-parameter.ts';

/** `v' = momentum v + g`; the update is `v'`. */
export function accumulateVelocity(momentum: number): GradientTransform {
  return perParameter({ velocity: zerosLike }, (gradient, state) => {
    const velocity = addScaled(gradient, state.velocity, momentum);
    return { update: velocity, state: { velocity } };
  });
}
