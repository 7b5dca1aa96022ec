import { zeros, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import type { Activation } from '../../ops/activation.ts';
import { dense as denseOp } from '../../ops/dense.ts';
import { tensorNamed } from '../../optimizers/map-tensors.ts';
import { initialKernel, type Initializer } from './initialize.ts';
import type { LayerFactory } from './layer.ts';

export interface DenseLayerOptions {
  readonly units: number;
  readonly activation?: Activation;
  /** Of the kernel; `glorot-uniform` when left out. */
  readonly initializer?: Initializer;
}

/** Fully connected: `[in]` -> `[units]`. Zero bias. */
export function dense(options: DenseLayerOptions): LayerFactory {
  const { units, activation = 'linear', initializer = 'glorot-uniform' } = options;
  return ([inputs = 0]) => ({
    outputShape: [units],
    parameterCount: (inputs + 1) * units,
    init: (streamFor) => ({
      kernel: initialKernel(initializer, streamFor('kernel'), { shape: [inputs, units], fanIn: inputs, fanOut: units }),
      bias: zeros([units]),
    }),
    apply: (parameters, x) =>
      denseOp(
        x as Tensor2D,
        tensorNamed(parameters, 'kernel') as Tensor2D,
        tensorNamed(parameters, 'bias') as Tensor1D,
        activation,
      ),
  });
}
