import { Conv2DBackpropFilter, Conv2DBackpropInput } from '@tensorflow/tfjs-core';
import { conv2dKernels, type Conv2dOptions } from '../../../ops/conv2d.ts';
import type { KernelContext } from '../kernel-context.ts';
import { geometry, type Geometry, type StockAttributes } from './convolution-geometry.ts';
import { inputNamed, type KernelFamily } from './kernel-input.ts';

type Shape4 = [number, number, number, number];

/** First arguments of any convolution of these sizes, and scratch memory that is enough for it. */
export function prepareConvolution(
  { kernels, lay, scratch }: KernelContext,
  { batch, shape }: Geometry,
): { readonly sizes: readonly [batch: number, shape: number]; readonly scratchAt: number } {
  const shapeAt = lay(shape);
  return { sizes: [batch, shapeAt], scratchAt: scratch(kernels.conv2dScratchBytes(shapeAt)) };
}

/** Fused convolutions, and the stock gradients of plain ones: `Conv2DBackpropFilter` is missing in the stock backend. */
export const conv2dFamily: KernelFamily = (context) => ({
  [conv2dKernels.forward]({ inputs, attrs }) {
    const { stride, padding, activation } = attrs as unknown as Conv2dOptions;
    const [x, kernel, bias] = [inputNamed(inputs, 'x'), inputNamed(inputs, 'kernel'), inputNamed(inputs, 'bias')];
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
  },
  [conv2dKernels.parameterGradient]({ inputs, attrs }) {
    const { stride, padding, activation, kernelShape } = attrs as unknown as Conv2dOptions & { kernelShape: Shape4 };
    const [x, dy, y] = [inputNamed(inputs, 'x'), inputNamed(inputs, 'dy'), inputNamed(inputs, 'y')];
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
  },
  [conv2dKernels.inputGradient]({ inputs, attrs }) {
    const { stride, padding, activation, inputShape } = attrs as unknown as Conv2dOptions & { inputShape: Shape4 };
    const [kernel, dy, y] = [inputNamed(inputs, 'kernel'), inputNamed(inputs, 'dy'), inputNamed(inputs, 'y')];
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
  },
  [Conv2DBackpropFilter]({ inputs, attrs }) {
    const { strides, pad, dimRoundingMode, filterShape } = stockAttributes<{ filterShape: Shape4 }>(attrs);
    const [x, dy] = [inputNamed(inputs, 'x'), inputNamed(inputs, 'dy')];
    const found = geometry(x.shape, filterShape, strides, pad, { roundingMode: dimRoundingMode });
    const dKernel = context.makeOutput(filterShape);
    const { sizes, scratchAt } = prepareConvolution(context, found);
    const [dyAt, xAt] = [context.address(dy), context.address(x)];
    context.kernels.conv2dParameterGradient(...sizes, dyAt, 0, xAt, context.address(dKernel), 0, scratchAt);
    return dKernel;
  },
  [Conv2DBackpropInput]({ inputs, attrs }) {
    const { strides, pad, dimRoundingMode, inputShape } = stockAttributes<{ inputShape: Shape4 }>(attrs);
    const [dy, kernel] = [inputNamed(inputs, 'dy'), inputNamed(inputs, 'filter')];
    const found = geometry(inputShape, kernel.shape, strides, pad, { roundingMode: dimRoundingMode });
    const dx = context.makeOutput(inputShape);
    const { sizes, scratchAt } = prepareConvolution(context, found);
    const [dyAt, kernelAt] = [context.address(dy), context.address(kernel)];
    context.kernels.conv2dInputGradient(...sizes, dyAt, 0, kernelAt, context.address(dx), scratchAt);
    return dx;
  },
});

function stockAttributes<More>(attrs: unknown): StockAttributes & More {
  const attributes = attrs as StockAttributes & More;
  if (attributes.dataFormat !== 'NHWC') throw new Error(`convolutions in ${attributes.dataFormat} are not supported`);
  return attributes;
}
