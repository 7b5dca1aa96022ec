import type { NamedTensors } from '../../tensors/named-tensors.ts';

export interface UpdateContext {
  /** Counted from 1. */
  readonly step: number;
  readonly learningRate: number;
}

/**
 * A pure stage of an optimizer: turns gradients into updates. Optimizers are chains of these, so clipping, momentum
 * and weight decay can be combined in any order. All tensors that a stage returns are new or passed through; it
 * disposes none.
 */
export interface GradientTransform {
  /** Creates the initial state. Keys are `<parameter>/<slot>`, so that the states of a chain never collide. */
  init(parameters: NamedTensors): NamedTensors;
  update(
    gradients: NamedTensors,
    state: NamedTensors,
    parameters: NamedTensors,
    context: UpdateContext,
  ): { readonly updates: NamedTensors; readonly state: NamedTensors };
}

/** An optimizer: its updates are added to the parameters. */
export interface Optimizer extends GradientTransform {
  /**
   * Does the same as `update` and adds the updates to the parameters, in fewer passes over memory. Returns new
   * tensors only.
   */
  apply?(
    gradients: NamedTensors,
    state: NamedTensors,
    parameters: NamedTensors,
    context: UpdateContext,
  ): { readonly parameters: NamedTensors; readonly state: NamedTensors };
  /**
   * Returns the parameters to evaluate and keep, if they differ from the trained ones (an average of them): tensors
   * of `state`, or new ones. Parameters that it omits are evaluated as trained.
   */
  evaluated?(parameters: NamedTensors, state: NamedTensors): NamedTensors;
}
