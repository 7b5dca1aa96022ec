import { zeros, type Tensor, type Tensor1D, type Tensor4D } from '@tensorflow/tfjs-core';
import { conv2d as conv2dOp, type Conv2dOptions } from '../../ops/conv2d.ts';
import { conv2dMaxPool, type PoolWindow } from '../../ops/conv2d-max-pool.ts';
import { tensorNamed, type NamedTensors } from '../../tensors/named-tensors.ts';
import { addActivation, splitActivation, type ActivationName } from './activation.ts';
import { initialKernel, type Initializer } from './initialize.ts';
import type { LayerFactory } from './layer.ts';

export interface Conv2dLayerOptions extends Partial<Omit<Conv2dOptions, 'activation'>> {
  readonly filters: number;
  /** Height and width of the kernel in pixels. */
  readonly kernelSize: number;
  readonly activation?: 'linear' | ActivationName;
  /** Initializer of the kernel; default `glorot-uniform`. */
  readonly initializer?: Initializer;
  /** False to omit the bias, which a following normalization would cancel; default true. */
  readonly bias?: boolean;
}

/** A 2-D convolution: `[height, width, in]` -> `[height', width', filters]`. The bias starts at 0. */
export function conv2d(options: Conv2dLayerOptions): LayerFactory {
  const {
    filters,
    kernelSize,
    stride = 1,
    padding = 'valid',
    activation = 'linear',
    initializer = 'glorot-uniform',
    bias: hasBias = true,
  } = options;
  const { fused, rest } = splitActivation(activation);
  const opOptions: Conv2dOptions = { stride, padding, activation: fused };
  const weightsOf = (parameters: NamedTensors): [kernel: Tensor4D, bias: Tensor1D] => [
    tensorNamed(parameters, 'kernel') as Tensor4D,
    hasBias ? (tensorNamed(parameters, 'bias') as Tensor1D) : zeros([filters]),
  ];
  return ([height = 0, width = 0, channels = 0]) => {
    const outputSize = (size: number) => Math.ceil((padding === 'same' ? size : size - kernelSize + 1) / stride);
    const taps = kernelSize * kernelSize;
    const outputShape = [outputSize(height), outputSize(width), filters] as const;
    return {
      outputShape,
      parameterCount: (taps * channels + (hasBias ? 1 : 0)) * filters,
      multiplyAdds: outputShape[0] * outputShape[1] * taps * channels * filters,
      init: (streamFor) => ({
        kernel: initialKernel(initializer, streamFor('kernel'), {
          shape: [kernelSize, kernelSize, channels, filters],
          fanIn: taps * channels,
          fanOut: taps * filters,
        }),
        ...(hasBias && { bias: zeros([filters]) }),
      }),
      apply: (parameters, x) => rest(conv2dOp(x as Tensor4D, ...weightsOf(parameters), opOptions)),
      // An activation that the op cannot apply must come before the pooling.
      ...(fused === activation && {
        applyPooled: (parameters: NamedTensors, x: Tensor, window: PoolWindow) =>
          conv2dMaxPool(x as Tensor4D, ...weightsOf(parameters), opOptions, window),
      }),
      toKeras: (graph, name, input) => {
        const config = {
          filters,
          kernel_size: [kernelSize, kernelSize],
          strides: [stride, stride],
          padding,
          use_bias: hasBias,
        };
        const weights = { kernel: `${name}/kernel`, ...(hasBias && { bias: `${name}/bias` }) };
        const node = graph.add({ className: 'Conv2D', name, config, inputs: [input], weights });
        return addActivation(graph, activation, `${name}_${activation}`, node);
      },
    };
  };
}
