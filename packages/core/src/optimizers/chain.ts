import type { NamedTensors } from '../tensors/named-tensors.ts';
import type { Optimizer } from './gradient-transform.ts';

/**
 * Runs transforms one after the other: each gets the updates of the one before as its gradients. Where one of them is an
 * optimizer that is evaluated elsewhere than it trains, so is the chain; of several, where the last one is.
 */
export function chain(...transforms: readonly Optimizer[]): Optimizer {
  const evaluated = transforms.findLast((transform) => transform.evaluated !== undefined)?.evaluated;
  return {
    init: (parameters) =>
      Object.assign({}, ...transforms.map((transform) => transform.init(parameters))) as NamedTensors,
    update(gradients, state, parameters, context) {
      let updates = gradients;
      let next = state;
      for (const transform of transforms) {
        const result = transform.update(updates, next, parameters, context);
        updates = result.updates;
        next = { ...next, ...result.state };
      }
      return { updates, state: next };
    },
    ...(evaluated && { evaluated }),
  };
}
