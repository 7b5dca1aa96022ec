import { zeros, type Tensor1D, type Tensor4D } from '@tensorflow/tfjs-core';
import { conv2d as conv2dOp, type Conv2dOptions } from '../../ops/conv2d.ts';
import { tensorNamed } from '../../tensors/named-tensors.ts';
import { splitActivation, type ActivationName } from './activation.ts';
import { initialKernel, type Initializer } from './initialize.ts';
import type { LayerFactory } from './layer.ts';

export interface Conv2dLayerOptions extends Partial<Omit<Conv2dOptions, 'activation'>> {
  readonly filters: number;
  /** Height and width of the kernel, pixels. */
  readonly kernelSize: number;
  readonly activation?: 'linear' | ActivationName;
  /** Of the kernel; `glorot-uniform` when left out. */
  readonly initializer?: Initializer;
}

/** 2-D convolution with bias: `[height, width, in]` -> `[height', width', filters]`. Zero bias. */
export function conv2d(options: Conv2dLayerOptions): LayerFactory {
  const {
    filters,
    kernelSize,
    stride = 1,
    padding = 'valid',
    activation = 'linear',
    initializer = 'glorot-uniform',
  } = options;
  const { fused, rest } = splitActivation(activation);
  return ([height = 0, width = 0, channels = 0]) => {
    const outputSize = (size: number) => Math.ceil((padding === 'same' ? size : size - kernelSize + 1) / stride);
    const taps = kernelSize * kernelSize;
    return {
      outputShape: [outputSize(height), outputSize(width), filters],
      parameterCount: (taps * channels + 1) * filters,
      init: (streamFor) => ({
        kernel: initialKernel(initializer, streamFor('kernel'), {
          shape: [kernelSize, kernelSize, channels, filters],
          fanIn: taps * channels,
          fanOut: taps * filters,
        }),
        bias: zeros([filters]),
      }),
      apply: (parameters, x) =>
        rest(
          conv2dOp(
            x as Tensor4D,
            tensorNamed(parameters, 'kernel') as Tensor4D,
            tensorNamed(parameters, 'bias') as Tensor1D,
            { stride, padding, activation: fused },
          ),
        ),
    };
  };
}
