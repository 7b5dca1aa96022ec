import { Conv2DBackpropFilter, Conv2DBackpropInput, type Tensor } from '@tensorflow/tfjs-core';
import { conv2dKernels, type Shape4 } from '../../../../ops/conv2d.ts';
import { opKernel } from '../../../../ops/op-kernel.ts';
import type { KernelContext } from '../../kernel-context.ts';
import { geometry, type Geometry, type StockAttributes } from './convolution-geometry.ts';
import { wasmKernel, type KernelFamily } from '../wasm-kernel.ts';

const stockFilterGradient = opKernel<
  { readonly x: Tensor; readonly dy: Tensor },
  StockAttributes & { readonly filterShape: Shape4 },
  Tensor
>(Conv2DBackpropFilter);
const stockInputGradient = opKernel<
  { readonly dy: Tensor; readonly filter: Tensor },
  StockAttributes & { readonly inputShape: Shape4 },
  Tensor
>(Conv2DBackpropInput);

/** Prepares the first arguments of a convolution of these sizes, and enough scratch memory for it. */
export function prepareConvolution(
  { kernels, lay, scratch }: KernelContext,
  { batch, shape }: Geometry,
): { readonly sizes: readonly [batch: number, shape: number]; readonly scratchAt: number } {
  const shapeAt = lay(shape);
  return { sizes: [batch, shapeAt], scratchAt: scratch(kernels.conv2dScratchBytes(shapeAt)) };
}

/** Fused convolutions, and the gradients of stock ones: the stock backend lacks `Conv2DBackpropFilter`. */
export const conv2dFamily: KernelFamily = (context) => [
  wasmKernel(conv2dKernels.forward, ({ x, kernel, bias }, { stride, padding, activation }) => {
    const found = geometry(x.shape, kernel.shape, stride, padding);
    const y = context.makeOutput(found.outShape);
    const { sizes, scratchAt } = prepareConvolution(context, found);
    context.kernels.conv2dForward(
      ...sizes,
      context.address(x),
      context.address(kernel),
      context.address(bias),
      activation === 'relu' ? 1 : 0,
      context.address(y),
      scratchAt,
    );
    return y;
  }),
  wasmKernel(conv2dKernels.parameterGradient, ({ x, dy, y }, { stride, padding, activation, kernelShape }) => {
    const found = geometry(x.shape, kernelShape, stride, padding);
    const dKernel = context.makeOutput(kernelShape);
    const dBias = context.makeOutput([found.filters]);
    const { sizes, scratchAt } = prepareConvolution(context, found);
    context.kernels.conv2dParameterGradient(
      ...sizes,
      context.address(dy),
      activation === 'relu' ? context.address(y) : 0,
      context.address(x),
      context.address(dKernel),
      context.address(dBias),
      scratchAt,
    );
    return [dKernel, dBias];
  }),
  wasmKernel(conv2dKernels.inputGradient, ({ kernel, dy, y }, { stride, padding, activation, inputShape }) => {
    const found = geometry(inputShape, kernel.shape, stride, padding);
    const dx = context.makeOutput(inputShape);
    const { sizes, scratchAt } = prepareConvolution(context, found);
    context.kernels.conv2dInputGradient(
      ...sizes,
      context.address(dy),
      activation === 'relu' ? context.address(y) : 0,
      context.address(kernel),
      context.address(dx),
      scratchAt,
    );
    return dx;
  }),
  wasmKernel(stockFilterGradient, ({ x, dy }, { filterShape, ...stock }) => {
    const { strides, pad, dimRoundingMode } = channelsLast(stock);
    const found = geometry(x.shape, filterShape, strides, pad, { roundingMode: dimRoundingMode });
    const dKernel = context.makeOutput(filterShape);
    const { sizes, scratchAt } = prepareConvolution(context, found);
    const [dyAt, xAt] = [context.address(dy), context.address(x)];
    context.kernels.conv2dParameterGradient(...sizes, dyAt, 0, xAt, context.address(dKernel), 0, scratchAt);
    return dKernel;
  }),
  wasmKernel(stockInputGradient, ({ dy, filter: kernel }, { inputShape, ...stock }) => {
    const { strides, pad, dimRoundingMode } = channelsLast(stock);
    const found = geometry(inputShape, kernel.shape, strides, pad, { roundingMode: dimRoundingMode });
    const dx = context.makeOutput(inputShape);
    const { sizes, scratchAt } = prepareConvolution(context, found);
    const [dyAt, kernelAt] = [context.address(dy), context.address(kernel)];
    context.kernels.conv2dInputGradient(...sizes, dyAt, 0, kernelAt, context.address(dx), scratchAt);
    return dx;
  }),
];

function channelsLast(attributes: StockAttributes): StockAttributes {
  if (attributes.dataFormat !== 'NHWC') throw new Error(`convolutions in ${attributes.dataFormat} are not supported`);
  return attributes;
}
