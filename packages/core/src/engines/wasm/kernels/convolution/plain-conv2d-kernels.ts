import {
  Conv2D,
  DepthwiseConv2dNative,
  FusedConv2D,
  FusedDepthwiseConv2D,
  type KernelFunc,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { opKernel, readKernelCall, type KernelInputs } from '../../../../ops/op-kernel.ts';
import type { KernelContext } from '../../kernel-context.ts';
import { wasmKernel, type WasmKernel } from '../wasm-kernel.ts';
import { prepareConvolution } from './conv2d-kernels.ts';
import { geometry, type StockAttributes } from './convolution-geometry.ts';

interface PlainInputs {
  readonly x: Tensor;
  readonly filter: Tensor;
  readonly bias?: Tensor;
  readonly preluActivationWeights?: Tensor;
}

interface PlainAttributes extends StockAttributes {
  readonly dilations?: number | readonly [number, number];
  readonly activation?: string;
}

const plainKernel = (kernelName: string) => opKernel<PlainInputs, PlainAttributes, Tensor>(kernelName);

/**
 * Cases that the kernels here cannot handle are left to the stock kernel: dilations, other activations, channels
 * first.
 */
function isOurs(
  { bias, preluActivationWeights }: KernelInputs<PlainInputs>,
  { pad, dataFormat, dilations = 1, activation = 'linear' }: PlainAttributes,
): boolean {
  return (
    dataFormat === 'NHWC' &&
    [dilations].flat().every((dilation) => dilation === 1) &&
    (pad === 'same' || pad === 'valid') &&
    (activation === 'linear' || activation === 'relu') &&
    (bias === undefined || bias.shape.length === 1) &&
    preluActivationWeights === undefined
  );
}

/**
 * Replaces the stock plain convolutions, which pretrained models consist of. With padding `same` and strides that
 * skip pixels at the end of an axis, the stock kernels read the wrong pixels.
 */
export const plainConv2dFamily =
  (stock: (kernelName: string) => KernelFunc | undefined) =>
  (context: KernelContext): readonly WasmKernel[] => {
    const { kernels, address } = context;
    const convolution = (kernelName: string, isDepthwise: boolean): WasmKernel => {
      const kernel = plainKernel(kernelName);
      const ours = wasmKernel(kernel, (inputs, { strides, pad, dimRoundingMode, activation }) => {
        const { x, filter } = inputs;
        const bias = inputs.bias === undefined ? 0 : address(inputs.bias);
        const found = geometry(x.shape, filter.shape, strides, pad, { roundingMode: dimRoundingMode, isDepthwise });
        const y = context.makeOutput(found.outShape);
        const isRelu = activation === 'relu' ? 1 : 0;
        if (isDepthwise) {
          const shapeAt = context.lay(found.shape);
          kernels.depthwiseForward(found.batch, shapeAt, address(x), address(filter), bias, isRelu, address(y));
        } else {
          const { sizes, scratchAt } = prepareConvolution(context, found);
          kernels.conv2dForward(...sizes, address(x), address(filter), bias, isRelu, address(y), scratchAt);
        }
        return y;
      });
      return {
        name: kernelName,
        kernelFunc(call) {
          const { inputs, attributes } = readKernelCall(kernel, call);
          if (isOurs(inputs, attributes)) return ours.kernelFunc(call);
          const kernelFunc = stock(kernelName);
          if (kernelFunc === undefined) throw new Error(`the stock backend has no ${kernelName}`);
          return kernelFunc(call);
        },
      };
    };
    return [
      convolution(Conv2D, false),
      convolution(FusedConv2D, false),
      convolution(DepthwiseConv2dNative, true),
      convolution(FusedDepthwiseConv2D, true),
    ];
  };
