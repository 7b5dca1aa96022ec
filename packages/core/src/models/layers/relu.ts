import { relu as reluOp } from '@tensorflow/tfjs-core';
import type { LayerFactory } from './layer.ts';

/** `max(0, x)`, any shape. Source: Nair and Hinton (2010), Rectified linear units improve restricted Boltzmann machines. */
export function relu(): LayerFactory {
  return (inputShape) => ({
    outputShape: inputShape,
    parameterCount: 0,
    init: () => ({}),
    apply: (_parameters, x) => reluOp(x),
  });
}
