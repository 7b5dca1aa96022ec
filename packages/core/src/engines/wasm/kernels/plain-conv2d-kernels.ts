import {
  Conv2D,
  DepthwiseConv2dNative,
  FusedConv2D,
  FusedDepthwiseConv2D,
  type KernelFunc,
  type NamedTensorInfoMap,
} from '@tensorflow/tfjs-core';
import type { KernelContext } from '../kernel-context.ts';
import { prepareConvolution } from './conv2d-kernels.ts';
import { geometry, type StockAttributes } from './convolution-geometry.ts';
import { inputNamed } from './kernel-input.ts';

interface PlainAttributes extends StockAttributes {
  readonly dilations?: number | readonly [number, number];
  readonly activation?: string;
}

/** What the kernels here cannot do stays with the stock kernel: dilations, other activations, channels first. */
function isOurs(inputs: NamedTensorInfoMap, attrs: unknown): boolean {
  const { pad, dataFormat, dilations = 1, activation = 'linear' } = attrs as PlainAttributes;
  const bias = inputs['bias'];
  return (
    dataFormat === 'NHWC' &&
    [dilations].flat().every((dilation) => dilation === 1) &&
    (pad === 'same' || pad === 'valid') &&
    (activation === 'linear' || activation === 'relu') &&
    (bias === undefined || bias.shape.length === 1) &&
    inputs['preluActivationWeights'] === undefined
  );
}

/**
 * Plain convolutions, which pretrained models consist of, in place of the stock ones: with padding `same` and strides that skip
 * pixels at the end of an axis, those read the wrong pixels.
 */
export const plainConv2dFamily =
  (stock: (kernelName: string) => KernelFunc | undefined) =>
  (context: KernelContext): Readonly<Record<string, KernelFunc>> => {
    const { kernels, address } = context;
    const orStock =
      (kernelName: string, ours: KernelFunc): KernelFunc =>
      (call) => {
        if (isOurs(call.inputs, call.attrs)) return ours(call);
        const kernelFunc = stock(kernelName);
        if (kernelFunc === undefined) throw new Error(`the stock backend has no ${kernelName}`);
        return kernelFunc(call);
      };
    const convolve =
      (isDepthwise: boolean): KernelFunc =>
      ({ inputs, attrs }) => {
        const { strides, pad, dimRoundingMode, activation } = attrs as unknown as PlainAttributes;
        const [x, kernel] = [inputNamed(inputs, 'x'), inputNamed(inputs, 'filter')];
        const bias = inputs['bias'] === undefined ? 0 : address(inputs['bias']);
        const found = geometry(x.shape, kernel.shape, strides, pad, { roundingMode: dimRoundingMode, isDepthwise });
        const y = context.makeOutput(found.outShape);
        const isRelu = activation === 'relu' ? 1 : 0;
        if (isDepthwise) {
          const shapeAt = context.lay(found.shape);
          kernels.depthwiseForward(found.batch, shapeAt, address(x), address(kernel), bias, isRelu, address(y));
        } else {
          const { sizes, scratchAt } = prepareConvolution(context, found);
          kernels.conv2dForward(...sizes, address(x), address(kernel), bias, isRelu, address(y), scratchAt);
        }
        return y;
      };
    return {
      [Conv2D]: orStock(Conv2D, convolve(false)),
      [FusedConv2D]: orStock(FusedConv2D, convolve(false)),
      [DepthwiseConv2dNative]: orStock(DepthwiseConv2dNative, convolve(true)),
      [FusedDepthwiseConv2D]: orStock(FusedDepthwiseConv2D, convolve(true)),
    };
  };
