import type { Tensor } from '@tensorflow/tfjs-core';
import { activate, type ActivationName } from '../../ops/activate.ts';
import type { Activation } from '../../ops/activation.ts';
import type { KerasGraph } from '../keras-graph.ts';
import type { LayerFactory } from './layer.ts';

export { activationNames, type ActivationName } from '../../ops/activate.ts';

/** One of the element-wise activations as a layer of its own; any shape, which it keeps. */
export function activation(name: ActivationName): LayerFactory {
  return (inputShape) => ({
    outputShape: inputShape,
    parameterCount: 0,
    init: () => ({}),
    apply: (_parameters, x) => activate(x, name),
    toKeras: (graph, node, input) => addActivation(graph, name, node, input),
  });
}

/** What TensorFlow.js's layers call an activation, where they do not use our name. */
const kerasNames: Partial<Record<ActivationName, string>> = { silu: 'swish' };

/** Adds the activation as a Keras node of its own; `linear` adds none. @returns the node with the activated values */
export function addActivation(graph: KerasGraph, kind: 'linear' | ActivationName, name: string, input: string): string {
  if (kind === 'linear') return input;
  if (kind === 'leaky-relu')
    return graph.add({ className: 'LeakyReLU', name, config: { alpha: 0.01 }, inputs: [input] });
  const config = { activation: kerasNames[kind] ?? kind };
  return graph.add({ className: 'Activation', name, config, inputs: [input] });
}

/**
 * Parts of an activation: what the op before it applies in its own pass, and what is left to apply after it, in a pass right
 * behind the bias. The gradients of gelu and silu need the values before the activation, which that pass leaves there.
 */
export function splitActivation(name: 'linear' | ActivationName): {
  readonly fused: Activation;
  readonly rest: <T extends Tensor>(x: T) => T;
} {
  if (name === 'linear' || name === 'relu') return { fused: name, rest: (x) => x };
  return { fused: 'linear', rest: <T extends Tensor>(x: T) => activate(x, name) };
}
