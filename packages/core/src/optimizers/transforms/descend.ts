import type { Tensor } from '@tensorflow/tfjs-core';
import type { Move } from '../../ops/moved.ts';
import type { GradientTransform, Optimizer } from './gradient-transform.ts';
import { perParameter, type ParameterContext, type Slots } from './per-parameter.ts';

/**
 * A step before weight decay: `keep` is 1 to compute the next parameter and 0 to compute the update; `factor` is
 * `-learning_rate`.
 */
export interface DescentContext extends ParameterContext, Move {}

/**
 * Makes an optimizer that computes `w' = keep w + factor u` for each parameter separately, with direction `u`,
 * learning rate and decay in one pass over memory.
 *
 * @param slots as in `perParameter`
 *
 * @param advance returns `keep w + factor u` and the next state of one parameter as new tensors; an optimizer with
 * decoupled weight decay subtracts `learning_rate weight_decay` from `keep`
 */
export function descend<Slot extends string>(
  slots: Readonly<Record<Slot, (parameter: Tensor) => Tensor>>,
  advance: (
    gradient: Tensor,
    state: Slots<Slot>,
    context: DescentContext,
  ) => { readonly update: Tensor; readonly state: Slots<Slot> },
): Optimizer {
  const towards = (keep: 0 | 1): GradientTransform =>
    perParameter(slots, (gradient, state, context) =>
      advance(gradient, state, { ...context, keep, factor: -context.learningRate }),
    );
  const [updates, next] = [towards(0), towards(1)];
  return {
    ...updates,
    apply(gradients, state, parameters, context) {
      const applied = next.update(gradients, state, parameters, context);
      return { parameters: applied.updates, state: applied.state };
    },
  };
}
