import { zeros, type Tensor1D, type Tensor4D } from '@tensorflow/tfjs-core';
import type { Conv2dOptions } from '../../ops/conv2d.ts';
import { depthwiseConv2d as depthwiseConv2dOp } from '../../ops/depthwise-conv2d.ts';
import { tensorNamed } from '../../tensors/named-tensors.ts';
import { addActivation, splitActivation, type ActivationName } from './activation.ts';
import { initialKernel, type Initializer } from './initialize.ts';
import type { LayerFactory } from './layer.ts';

export interface DepthwiseConv2dLayerOptions extends Partial<Omit<Conv2dOptions, 'activation'>> {
  /** Height and width of the kernel in pixels. */
  readonly kernelSize: number;
  readonly activation?: 'linear' | ActivationName;
  /**
   * Initializer of the kernel; default `glorot-uniform`. Each output depends on `kernelSize^2` inputs of one channel.
   */
  readonly initializer?: Initializer;
  /** Output channels per input channel; default 1. */
  readonly multiplier?: number;
  /** False to omit the bias, which a following normalization would cancel; default true. */
  readonly bias?: boolean;
}

/**
 * Convolves each channel separately: `[height, width, channels]` -> `[height', width', channels * multiplier]`. The
 * bias starts at 0. Source: Sifre (2014), Rigid-motion scattering for image classification.
 */
export function depthwiseConv2d(options: DepthwiseConv2dLayerOptions): LayerFactory {
  const {
    kernelSize,
    stride = 1,
    padding = 'valid',
    activation = 'linear',
    initializer = 'glorot-uniform',
    multiplier = 1,
    bias: hasBias = true,
  } = options;
  const { fused, rest } = splitActivation(activation);
  return ([height = 0, width = 0, channels = 0]) => {
    const outputSize = (size: number) => Math.ceil((padding === 'same' ? size : size - kernelSize + 1) / stride);
    const taps = kernelSize * kernelSize;
    const filters = channels * multiplier;
    const outputShape = [outputSize(height), outputSize(width), filters] as const;
    return {
      outputShape,
      parameterCount: (taps + (hasBias ? 1 : 0)) * filters,
      multiplyAdds: outputShape[0] * outputShape[1] * taps * filters,
      init: (streamFor) => ({
        kernel: initialKernel(initializer, streamFor('kernel'), {
          shape: [kernelSize, kernelSize, channels, multiplier],
          fanIn: taps,
          fanOut: taps * multiplier,
        }),
        ...(hasBias && { bias: zeros([filters]) }),
      }),
      apply: (parameters, x) =>
        rest(
          depthwiseConv2dOp(
            x as Tensor4D,
            tensorNamed(parameters, 'kernel') as Tensor4D,
            hasBias ? (tensorNamed(parameters, 'bias') as Tensor1D) : zeros([filters]),
            { stride, padding, activation: fused },
          ),
        ),
      toKeras(graph, name, input) {
        const config = {
          kernel_size: [kernelSize, kernelSize],
          strides: [stride, stride],
          padding,
          depth_multiplier: multiplier,
          use_bias: hasBias,
        };
        const weights = { depthwise_kernel: `${name}/kernel`, ...(hasBias && { bias: `${name}/bias` }) };
        const node = graph.add({ className: 'DepthwiseConv2D', name, config, inputs: [input], weights });
        return addActivation(graph, activation, `${name}_${activation}`, node);
      },
    };
  };
}
