import type { GradientTransform } from './gradient-transform.ts';
import type { NamedTensors } from '../tensors/named-tensors.ts';

/** Runs transforms one after the other: each gets the updates of the one before as its gradients. */
export function chain(...transforms: readonly GradientTransform[]): GradientTransform {
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
  };
}
