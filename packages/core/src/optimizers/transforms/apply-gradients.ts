import { addScaled } from '../../ops/add-scaled.ts';
import { mapTensors, tensorNamed, type NamedTensors } from '../../tensors/named-tensors.ts';
import type { Optimizer, UpdateContext } from './gradient-transform.ts';

/**
 * Returns the parameters and the optimizer's state after one step, in the fewest passes that the optimizer supports.
 */
export function applyGradients(
  optimizer: Optimizer,
  gradients: NamedTensors,
  state: NamedTensors,
  parameters: NamedTensors,
  context: UpdateContext,
): { readonly parameters: NamedTensors; readonly state: NamedTensors } {
  if (optimizer.apply !== undefined) return optimizer.apply(gradients, state, parameters, context);
  const { updates, state: next } = optimizer.update(gradients, state, parameters, context);
  return {
    parameters: mapTensors(updates, (update, name) => addScaled(tensorNamed(parameters, name), update, 1)),
    state: next,
  };
}
