import type { NamedTensors } from '../../tensors/named-tensors.ts';
import { applyGradients } from './apply-gradients.ts';
import type { Optimizer, UpdateContext } from './gradient-transform.ts';

/**
 * Chains transforms: each receives the updates of the previous one as its gradients. If one of them evaluates other
 * weights than it trains, the chain does so too; if several do, the last one decides. If the last one can compute the
 * next parameters directly, so can the chain.
 */
export function chain(...transforms: readonly Optimizer[]): Optimizer {
  const evaluated = transforms.findLast((transform) => transform.evaluated !== undefined)?.evaluated;
  const last = transforms.at(-1);
  return {
    init: (parameters) =>
      Object.assign({}, ...transforms.map((transform) => transform.init(parameters))) as NamedTensors,
    update: (gradients, state, parameters, context) => run(transforms, gradients, state, parameters, context),
    ...(last?.apply && {
      apply(gradients, state, parameters, context) {
        const before = run(transforms.slice(0, -1), gradients, state, parameters, context);
        const applied = applyGradients(last, before.updates, before.state, parameters, context);
        return { parameters: applied.parameters, state: { ...before.state, ...applied.state } };
      },
    }),
    ...(evaluated && { evaluated }),
  };
}

function run(
  transforms: readonly Optimizer[],
  gradients: NamedTensors,
  state: NamedTensors,
  parameters: NamedTensors,
  context: UpdateContext,
): { readonly updates: NamedTensors; readonly state: NamedTensors } {
  let updates = gradients;
  let next = state;
  for (const transform of transforms) {
    const result = transform.update(updates, next, parameters, context);
    updates = result.updates;
    next = { ...next, ...result.state };
  }
  return { updates, state: next };
}
