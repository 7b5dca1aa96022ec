import { zeros, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import type { Activation } from '../../ops/activation.ts';
import { dense as denseOp } from '../../ops/dense.ts';
import { tensorNamed } from '../../optimizers/map-tensors.ts';
import { glorotUniform } from './initialize.ts';
import type { LayerFactory } from './layer.ts';

/** Fully connected: `[in]` -> `[units]`. Glorot uniform kernel, zero bias. */
export function dense(options: { readonly units: number; readonly activation?: Activation }): LayerFactory {
  const { units, activation = 'linear' } = options;
  return ([inputs = 0]) => ({
    outputShape: [units],
    parameterCount: (inputs + 1) * units,
    init: (streamFor) => ({
      kernel: glorotUniform(streamFor('kernel'), [inputs, units], inputs, units),
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
