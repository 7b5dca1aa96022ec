import { adamPass, correctedFactors } from '../ops/adam-pass.ts';
import { addDecayedWeights } from './add-decayed-weights.ts';
import { chain } from './chain.ts';
import type { Optimizer } from './gradient-transform.ts';
import { perParameter } from './per-parameter.ts';
import { adamSlots, scaleByAdam, type AdamDecays } from './scale-by-adam.ts';
import { scaleByLearningRate } from './scale-by-learning-rate.ts';

/** `w' = w - learning_rate (m^ / (sqrt(v^) + epsilon) + weight_decay w)`: Adam to the end, where nothing comes behind it in one pass. */
export function descendByAdam(decays: AdamDecays, weightDecay: number): Optimizer {
  const next = perParameter(adamSlots, (gradient, state, { parameter, step, learningRate }) => {
    const [update, m, v] = adamPass(
      { gradient, m: state['adam-m'], v: state['adam-v'], parameter },
      {
        ...decays,
        ...correctedFactors(decays, step, -learningRate),
        gradientFactor: 0,
        keep: 1 - learningRate * weightDecay,
      },
    );
    return { update, state: { 'adam-m': m, 'adam-v': v } };
  });
  return {
    ...chain(scaleByAdam(decays), addDecayedWeights(weightDecay), scaleByLearningRate),
    apply(gradients, state, parameters, context) {
      const applied = next.update(gradients, state, parameters, context);
      return { parameters: applied.updates, state: applied.state };
    },
  };
}
