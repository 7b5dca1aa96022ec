import { add, elu, erf, leakyRelu, mul, relu, sigmoid, softplus, tanh, type Tensor } from '@tensorflow/tfjs-core';
import type { Activation } from '../../ops/activation.ts';
import type { KerasGraph } from '../keras-graph.ts';
import type { LayerFactory } from './layer.ts';

/** Element-wise, any shape. */
const activations = {
  /** `max(0, x)`. Nair and Hinton (2010), Rectified linear units improve restricted Boltzmann machines. */
  relu: (x: Tensor) => relu(x),
  /** `x` where `x > 0`, else `0.01 x`. Maas et al. (2013), Rectifier nonlinearities improve neural network acoustic models. */
  'leaky-relu': (x: Tensor) => leakyRelu(x, 0.01),
  /** `x` where `x > 0`, else `e^x - 1`. Clevert et al. (2015), arXiv:1511.07289. */
  elu: (x: Tensor) => elu(x),
  /** `x P(X <= x) = x (1 + erf(x / sqrt(2))) / 2`, the exact form. Hendrycks and Gimpel (2016), arXiv:1606.08415. */
  gelu: (x: Tensor) => mul(mul(x, 0.5), add(erf(mul(x, Math.SQRT1_2)), 1)),
  /** `x sigmoid(x)`, also called swish. Elfwing et al. (2017), arXiv:1702.03118. */
  silu: (x: Tensor) => mul(x, sigmoid(x)),
  /** `(e^x - e^-x) / (e^x + e^-x)`, -1..1. */
  tanh: (x: Tensor) => tanh(x),
  /** `1 / (1 + e^-x)`, 0..1. */
  sigmoid: (x: Tensor) => sigmoid(x),
  /** `log(1 + e^x)`, a smooth relu. Dugas et al. (2000), Incorporating second-order functional knowledge. */
  softplus: (x: Tensor) => softplus(x),
} as const;

export type ActivationName = keyof typeof activations;

export const activationNames = Object.keys(activations) as [ActivationName, ...ActivationName[]];

/** One of the element-wise activations as a layer of its own; any shape, which it keeps. */
export function activation(name: ActivationName): LayerFactory {
  return (inputShape) => ({
    outputShape: inputShape,
    parameterCount: 0,
    init: () => ({}),
    apply: (_parameters, x) => activations[name](x),
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

/** Parts of an activation: what the op before it applies in its own pass, and what is left to apply after it. */
export function splitActivation(name: 'linear' | ActivationName): {
  readonly fused: Activation;
  readonly rest: <T extends Tensor>(x: T) => T;
} {
  if (name === 'linear' || name === 'relu') return { fused: name, rest: (x) => x };
  return { fused: 'linear', rest: <T extends Tensor>(x: T) => activations[name](x) as T };
}
