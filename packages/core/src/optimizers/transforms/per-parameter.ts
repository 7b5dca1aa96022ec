import { tidy, type Tensor } from '@tensorflow/tfjs-core';
import type { GradientTransform, UpdateContext } from './gradient-transform.ts';
import { type NamedTensors, tensorNamed } from '../../tensors/named-tensors.ts';

/**
 * The tensors of one parameter, by slot. A type, not an interface, because `tidy` accepts it as a container of
 * tensors.
 */
export type Slots<Slot extends string> = Readonly<Record<Slot, Tensor>>;

export interface ParameterContext extends UpdateContext {
  readonly parameter: Tensor;
}

/**
 * Makes a transform that treats every parameter separately.
 *
 * @param slots creates a parameter's initial state, slot by slot; usually `zerosLike`
 *
 * @param advance returns the update and the next state of one parameter as new tensors; runs in a `tidy`
 */
export function perParameter<Slot extends string>(
  slots: Readonly<Record<Slot, (parameter: Tensor) => Tensor>>,
  advance: (
    gradient: Tensor,
    state: Slots<Slot>,
    context: ParameterContext,
  ) => { readonly update: Tensor; readonly state: Slots<Slot> },
): GradientTransform {
  const slotNames = Object.keys(slots) as Slot[];
  return {
    init: (parameters) =>
      Object.fromEntries(
        Object.entries(parameters).flatMap(([name, parameter]) =>
          slotNames.map((slot) => [`${name}/${slot}`, slots[slot](parameter)]),
        ),
      ) as NamedTensors,
    update(gradients, state, parameters, context) {
      const updates: Record<string, Tensor> = {};
      const next: Record<string, Tensor> = {};
      for (const [name, gradient] of Object.entries(gradients)) {
        const own = Object.fromEntries(
          slotNames.map((slot) => [slot, tensorNamed(state, `${name}/${slot}`)]),
        ) as Record<Slot, Tensor>;
        const parameter = tensorNamed(parameters, name);
        const result = tidy(() => advance(gradient, own, { ...context, parameter }));
        updates[name] = result.update;
        for (const slot of slotNames) next[`${name}/${slot}`] = result.state[slot];
      }
      return { updates, state: next };
    },
  };
}
