import { zerosLike } from '@tensorflow/tfjs-core';
import { momentumPass } from '../../ops/momentum-pass.ts';
import { descend } from './descend.ts';
import type { Optimizer } from './gradient-transform.ts';

/** `v' = momentum v + g`, `w' = w - learning_rate v'`; with look-ahead, `w' = w - learning_rate (g + momentum v')`. */
export function descendByVelocity(momentum: number, looksAhead: boolean): Optimizer {
  return descend({ velocity: zerosLike }, (gradient, state, { parameter, keep, factor }) => {
    const [update, velocity] = momentumPass(
      { parameter, gradient, velocity: state.velocity },
      {
        momentum,
        share: 1,
        keep,
        gradientFactor: looksAhead ? factor : 0,
        velocityFactor: factor * (looksAhead ? momentum : 1),
      },
    );
    return { update, state: { velocity } };
  });
}
