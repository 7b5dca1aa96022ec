import {
  DepthwiseConv2dNativeBackpropFilter,
  DepthwiseConv2dNativeBackpropInput,
  type Tensor,
} from '@tensorflow/tfjs-core';
import type { Conv2dOptions, Shape4 } from '../../../../ops/conv2d.ts';
import { depthwiseConv2dKernels } from '../../../../ops/depthwise-conv2d.ts';
import { opKernel } from '../../../../ops/op-kernel.ts';
import { geometry, type Geometry, type StockAttributes } from './convolution-geometry.ts';
import { wasmKernel, type KernelFamily } from '../wasm-kernel.ts';

const stockFilterGradient = opKernel<
  { readonly x: Tensor; readonly dy: Tensor },
  StockAttributes & { readonly filterShape: Shape4 },
  Tensor
>(DepthwiseConv2dNativeBackpropFilter);
const stockInputGradient = opKernel<
  { readonly dy: Tensor; readonly filter: Tensor },
  StockAttributes & { readonly inputShape: Shape4 },
  Tensor
>(DepthwiseConv2dNativeBackpropInput);

function depthwiseGeometry(
  inputShape: readonly number[],
  kernelShape: readonly number[],
  { stride, padding }: Conv2dOptions,
): Geometry {
  return geometry(inputShape, kernelShape, stride, padding, { isDepthwise: true });
}

function stockGeometry(
  inputShape: readonly number[],
  kernelShape: readonly number[],
  { strides, pad, dimRoundingMode }: StockAttributes,
): Geometry {
  return geometry(inputShape, kernelShape, strides, pad, { roundingMode: dimRoundingMode, isDepthwise: true });
}

/** Fused depthwise convolutions, and the gradients of stock ones, which the stock backend lacks. */
export const depthwiseConv2dFamily: KernelFamily = ({ kernels, address, makeOutput, lay, scratch }) => [
  wasmKernel(depthwiseConv2dKernels.forward, ({ x, kernel, bias }, options) => {
    const { batch, shape, outShape } = depthwiseGeometry(x.shape, kernel.shape, options);
    const y = makeOutput(outShape);
    kernels.depthwiseForward(
      batch,
      lay(shape),
      address(x),
      address(kernel),
      address(bias),
      options.activation === 'relu' ? 1 : 0,
      address(y),
    );
    return y;
  }),
  wasmKernel(depthwiseConv2dKernels.parameterGradient, ({ x, dy, y }, { kernelShape, ...options }) => {
    const { batch, shape, filters } = depthwiseGeometry(x.shape, kernelShape, options);
    const [dKernel, dBias] = [makeOutput(kernelShape), makeOutput([filters])];
    const shapeAt = lay(shape);
    const scratchAt = scratch(kernels.depthwiseScratchBytes(shapeAt));
    kernels.depthwiseParameterGradient(
      batch,
      shapeAt,
      address(dy),
      options.activation === 'relu' ? address(y) : 0,
      address(x),
      address(dKernel),
      address(dBias),
      scratchAt,
    );
    return [dKernel, dBias];
  }),
  wasmKernel(depthwiseConv2dKernels.inputGradient, ({ kernel, dy, y }, { inputShape, ...options }) => {
    const { batch, shape } = depthwiseGeometry(inputShape, kernel.shape, options);
    const dx = makeOutput(inputShape);
    kernels.depthwiseInputGradient(
      batch,
      lay(shape),
      address(dy),
      options.activation === 'relu' ? address(y) : 0,
      address(kernel),
      address(dx),
    );
    return dx;
  }),
  wasmKernel(stockFilterGradient, ({ x, dy }, { filterShape, ...options }) => {
    const { batch, shape, filters } = stockGeometry(x.shape, filterShape, options);
    const dKernel = makeOutput(filterShape);
    const shapeAt = lay(shape);
    const bytes = kernels.depthwiseScratchBytes(shapeAt);
    const scratchAt = scratch(bytes + 4 * filters);
    // Nobody needs the bias's gradient, so it is written behind the rest of the scratch memory.
    const places = [address(dy), 0, address(x), address(dKernel), scratchAt + bytes, scratchAt] as const;
    kernels.depthwiseParameterGradient(batch, shapeAt, ...places);
    return dKernel;
  }),
  wasmKernel(stockInputGradient, ({ dy, filter: kernel }, { inputShape, ...options }) => {
    const { batch, shape } = stockGeometry(inputShape, kernel.shape, options);
    const dx = makeOutput(inputShape);
    kernels.depthwiseInputGradient(batch, lay(shape), address(dy), 0, address(kernel), address(dx));
    return dx;
  }),
];
