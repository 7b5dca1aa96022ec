import type { Tensor } from '@tensorflow/tfjs-core';
import { activate, type ActivationName } from '../../ops/activate.ts';
import type { Activation } from '../../ops/activation.ts';
import type { KerasGraph } from '../keras-graph.ts';
import type { LayerFactory } from './layer.ts';

export { activationNames, type ActivationName } from '../../ops/activate.ts';

/** An element-wise activation as a layer of its own. It keeps the shape, whatever it is. */
export function activation(name: ActivationName): LayerFactory {
  return (inputShape) => ({
    outputShape: inputShape,
    parameterCount: 0,
    init: () => ({}),
    apply: (_parameters, x) => activate(x, name),
    toKeras: (graph, node, input) => addActivation(graph, name, node, input),
  });
}

/** Names that TensorFlow.js's layers use where they differ from ours. */
const kerasNames: Partial<Record<ActivationName, string>> = { silu: 'swish' };

/**
 * Adds the activation as a Keras node; `linear` adds none.
 * @returns the node with the activated values
 */
export function addActivation(graph: KerasGraph, kind: 'linear' | ActivationName, name: string, input: string): string {
  if (kind === 'linear') return input;
  if (kind === 'leaky-relu')
    return graph.add({ className: 'LeakyReLU', name, config: { alpha: 0.01 }, inputs: [input] });
  const config = { activation: kerasNames[kind] ?? kind };
  return graph.add({ className: 'Activation', name, config, inputs: [input] });
}

/**
 * Splits an activation into the part that the preceding op applies in its own pass, and the part that needs a pass
 * after the bias. The gradients of gelu and silu need the values before the activation, so these are applied
 * afterwards.
 */
export function splitActivation(name: 'linear' | ActivationName): {
  readonly fused: Activation;
  readonly rest: <T extends Tensor>(x: T) => T;
} {
  if (name === 'linear' || name === 'relu') return { fused: name, rest: (x) => x };
  return { fused: 'linear', rest: <T extends Tensor>(x: T) => activate(x, name) };
}
