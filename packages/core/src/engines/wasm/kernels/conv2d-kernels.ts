import { Conv2DBackpropFilter, Conv2DBackpropInput } from '@tensorflow/tfjs-core';
import { conv2dKernels, type Conv2dOptions } from '../../../ops/conv2d.ts';
import type { KernelContext } from '../kernel-context.ts';
import { geometry, type Geometry, type StockAttributes } from './convolution-geometry.ts';
import { inputNamed, type KernelFamily } from './kernel-input.ts';

type Shape4 = [number, number, number, number];

/** Scratch memory that is enough for any convolution of these sizes. */
export function scratchFor({ kernels, scratch }: KernelContext, { shape }: Geometry): number {
  const [, height, width, channels, outHeight, outWidth, filters, kernelHeight, kernelWidth, stride] = shape;
  return scratch(
    kernels.conv2dScratchBytes(
      height,
      width,
      channels,
      outHeight,
      outWidth,
      filters,
      kernelHeight,
      kernelWidth,
      stride,
    ),
  );
}

/** Fused convolutions, and the stock gradients of plain ones: `Conv2DBackpropFilter` is missing in the stock backend. */
export const conv2dFamily: KernelFamily = (context) => ({
  [conv2dKernels.forward]({ inputs, attrs }) {
    const { stride, padding, activation } = attrs as unknown as Conv2dOptions;
    const [x, kernel, bias] = [inputNamed(inputs, 'x'), inputNamed(inputs, 'kernel'), inputNamed(inputs, 'bias')];
    const sizes = geometry(x.shape, kernel.shape, stride, padding);
    const y = context.makeOutput(sizes.outShape);
    const scratch = scratchFor(context, sizes);
    context.kernels.conv2dForward(
      ...sizes.shape,
      context.address(x),
      context.address(kernel),
      context.address(bias),
      activation === 'relu' ? 1 : 0,
      context.address(y),
      scratch,
    );
    return y;
  },
  [conv2dKernels.parameterGradient]({ inputs, attrs }) {
    const { stride, padding, activation, kernelShape } = attrs as unknown as Conv2dOptions & { kernelShape: Shape4 };
    const [x, dy, y] = [inputNamed(inputs, 'x'), inputNamed(inputs, 'dy'), inputNamed(inputs, 'y')];
    const sizes = geometry(x.shape, kernelShape, stride, padding);
    const dKernel = context.makeOutput(kernelShape);
    const dBias = context.makeOutput([sizes.filters]);
    const scratch = scratchFor(context, sizes);
    context.kernels.conv2dParameterGradient(
      ...sizes.shape,
      context.address(dy),
      activation === 'relu' ? context.address(y) : 0,
      context.address(x),
      context.address(dKernel),
      context.address(dBias),
      scratch,
    );
    return [dKernel, dBias];
  },
  [conv2dKernels.inputGradient]({ inputs, attrs }) {
    const { stride, padding, activation, inputShape } = attrs as unknown as Conv2dOptions & { inputShape: Shape4 };
    const [kernel, dy, y] = [inputNamed(inputs, 'kernel'), inputNamed(inputs, 'dy'), inputNamed(inputs, 'y')];
    const sizes = geometry(inputShape, kernel.shape, stride, padding);
    const dx = context.makeOutput(inputShape);
    const scratch = scratchFor(context, sizes);
    context.kernels.conv2dInputGradient(
      ...sizes.shape,
      context.address(dy),
      activation === 'relu' ? context.address(y) : 0,
      context.address(kernel),
      context.address(dx),
      scratch,
    );
    return dx;
  },
  [Conv2DBackpropFilter]({ inputs, attrs }) {
    const { strides, pad, dimRoundingMode, filterShape } = stockAttributes<{ filterShape: Shape4 }>(attrs);
    const [x, dy] = [inputNamed(inputs, 'x'), inputNamed(inputs, 'dy')];
    const sizes = geometry(x.shape, filterShape, strides, pad, { roundingMode: dimRoundingMode });
    const dKernel = context.makeOutput(filterShape);
    const scratch = scratchFor(context, sizes);
    const [dyAt, xAt] = [context.address(dy), context.address(x)];
    context.kernels.conv2dParameterGradient(...sizes.shape, dyAt, 0, xAt, context.address(dKernel), 0, scratch);
    return dKernel;
  },
  [Conv2DBackpropInput]({ inputs, attrs }) {
    const { strides, pad, dimRoundingMode, inputShape } = stockAttributes<{ inputShape: Shape4 }>(attrs);
    const [dy, kernel] = [inputNamed(inputs, 'dy'), inputNamed(inputs, 'filter')];
    const sizes = geometry(inputShape, kernel.shape, strides, pad, { roundingMode: dimRoundingMode });
    const dx = context.makeOutput(inputShape);
    const scratch = scratchFor(context, sizes);
    const [dyAt, kernelAt] = [context.address(dy), context.address(kernel)];
    context.kernels.conv2dInputGradient(...sizes.shape, dyAt, 0, kernelAt, context.address(dx), scratch);
    return dx;
  },
});

function stockAttributes<More>(attrs: unknown): StockAttributes & More {
  const attributes = attrs as StockAttributes & More;
  if (attributes.dataFormat !== 'NHWC') throw new Error(`convolutions in ${attributes.dataFormat} are not supported`);
  return attributes;
}
