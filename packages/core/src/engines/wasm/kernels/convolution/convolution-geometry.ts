import { backend_util } from '@tensorflow/tfjs-core';

type Shape4 = [number, number, number, number];

/** Attributes of a convolution in TensorFlow.js's own operations. */
export interface StockAttributes {
  readonly strides: number | [number, number];
  readonly pad: Parameters<typeof backend_util.computeConv2DInfo>[4];
  readonly dataFormat: 'NHWC' | 'NCHW';
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/** Sizes of a convolution in the form that the kernels take. */
export interface Geometry {
  readonly batch: number;
  /** In the order of `kernels/convolution/convolution-shape.ts`. */
  readonly shape: readonly number[];
  readonly outShape: Shape4;
  readonly filters: number;
}

/**
 * Computes the sizes of a convolution.
 * @throws Error for padding that is not smaller than the kernel
 */
export function geometry(
  inputShape: readonly number[],
  kernelShape: readonly number[],
  strides: StockAttributes['strides'],
  pad: StockAttributes['pad'],
  options: { readonly roundingMode?: StockAttributes['dimRoundingMode']; readonly isDepthwise?: boolean } = {},
): Geometry {
  const info = backend_util.computeConv2DInfo(
    inputShape as Shape4,
    kernelShape as Shape4,
    strides,
    1,
    pad,
    options.roundingMode,
    options.isDepthwise,
  );
  if (info.padInfo.top >= info.filterHeight || info.padInfo.left >= info.filterWidth) {
    throw new Error('the padding of a convolution must be smaller than its kernel');
  }
  const shape = [
    info.inHeight,
    info.inWidth,
    info.inChannels,
    info.outHeight,
    info.outWidth,
    info.outChannels,
    info.filterHeight,
    info.filterWidth,
    info.strideHeight,
    info.strideWidth,
    info.padInfo.top,
    info.padInfo.left,
  ];
  return { batch: info.batchSize, shape, outShape: info.outShape, filters: info.outChannels };
}
