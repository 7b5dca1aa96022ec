import { zerosLike } from '@tensorflow/tfjs-core';
import { addScaled } from '../ops/add-scaled.ts';
import { momentumStep } from '../ops/momentum-step.ts';
import { accumulateVelocity } from './accumulate-velocity.ts';
import { chain } from './chain.ts';
import type { GradientTransform, Optimizer } from './gradient-transform.ts';
import { perParameter } from './per-parameter.ts';
import { scaleByLearningRate } from './scale-by-learning-rate.ts';

const slots = { velocity: zerosLike };

/** `v' = momentum v + g`; the update is `g + momentum v'`, the velocity one step ahead. */
function lookAheadVelocity(momentum: number): GradientTransform {
  return perParameter(slots, (gradient, state) => {
    const velocity = addScaled(gradient, state.velocity, momentum);
    return { update: addScaled(gradient, velocity, momentum), state: { velocity } };
  });
}

/** `v' = momentum v + g`, `w' = w - learning_rate v'`; looking ahead, `w' = w - learning_rate (g + momentum v')`. One pass where it can. */
export function descendByVelocity(momentum: number, looksAhead: boolean): Optimizer {
  const next = perParameter(slots, (gradient, state, { parameter, learningRate }) => {
    const [update, velocity] = momentumStep(parameter, gradient, state.velocity, {
      momentum,
      gradientFactor: looksAhead ? -learningRate : 0,
      velocityFactor: -learningRate * (looksAhead ? momentum : 1),
    });
    return { update, state: { velocity } };
  });
  return {
    ...chain(looksAhead ? lookAheadVelocity(momentum) : accumulateVelocity(momentum), scaleByLearningRate),
    apply(gradients, state, parameters, context) {
      const applied = next.update(gradients, state, parameters, context);
      return { parameters: applied.updates, state: applied.state };
    },
  };
}
