import { zeros, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import { dense as denseOp } from '../../ops/dense.ts';
import { tensorNamed } from '../../tensors/named-tensors.ts';
import { addActivation, splitActivation, type ActivationName } from './activation.ts';
import { initialKernel, type Initializer } from './initialize.ts';
import type { LayerFactory } from './layer.ts';

export interface DenseLayerOptions {
  readonly units: number;
  readonly activation?: 'linear' | ActivationName;
  /** Initializer of the kernel; default `glorot-uniform`. */
  readonly initializer?: Initializer;
}

/** A fully connected layer: `[in]` -> `[units]`. The bias starts at 0. */
export function dense(options: DenseLayerOptions): LayerFactory {
  const { units, activation = 'linear', initializer = 'glorot-uniform' } = options;
  const { fused, rest } = splitActivation(activation);
  return ([inputs = 0]) => ({
    outputShape: [units],
    parameterCount: (inputs + 1) * units,
    multiplyAdds: inputs * units,
    init: (streamFor) => ({
      kernel: initialKernel(initializer, streamFor('kernel'), { shape: [inputs, units], fanIn: inputs, fanOut: units }),
      bias: zeros([units]),
    }),
    apply: (parameters, x) =>
      rest(
        denseOp(
          x as Tensor2D,
          tensorNamed(parameters, 'kernel') as Tensor2D,
          tensorNamed(parameters, 'bias') as Tensor1D,
          fused,
        ),
      ),
    toKeras: (graph, name, input) => {
      const config = { units, use_bias: true };
      const weights = { kernel: `${name}/kernel`, bias: `${name}/bias` };
      const node = graph.add({ className: 'Dense', name, config, inputs: [input], weights });
      return addActivation(graph, activation, `${name}_${activation}`, node);
    },
  });
}
