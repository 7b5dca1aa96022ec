import type { NamedTensors } from '../../tensors/named-tensors.ts';

export interface UpdateContext {
  /** Counted from 1. */
  readonly step: number;
  readonly learningRate: number;
}

/**
 * One pure stage of an optimizer: turns gradients into updates. Optimizers are chains of these, so clipping, momentum and
 * weight decay compose in any order. All tensors a stage returns are new or passed through; it disposes none.
 */
export interface GradientTransform {
  /** Zero state; keys are `<parameter>/<slot>` so that the states of a chain never collide. */
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
  /** As `update`, with the updates added to the parameters, where fewer passes over memory do both. New tensors alone. */
  apply?(
    gradients: NamedTensors,
    state: NamedTensors,
    parameters: NamedTensors,
    context: UpdateContext,
  ): { readonly parameters: NamedTensors; readonly state: NamedTensors };
  /**
   * The parameters to evaluate and keep, where they are not those that train (an average of them): tensors of `state`, or
   * new ones. Names that it leaves out are evaluated as they train.
   */
  evaluated?(parameters: NamedTensors, state: NamedTensors): NamedTensors;
}
