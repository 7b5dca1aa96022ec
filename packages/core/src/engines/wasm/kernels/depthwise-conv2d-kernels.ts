import { DepthwiseConv2dNativeBackpropFilter, DepthwiseConv2dNativeBackpropInput } from '@tensorflow/tfjs-core';
import type { Conv2dOptions } from '../../../ops/conv2d.ts';
import { depthwiseConv2dKernels } from '../../../ops/depthwise-conv2d.ts';
import { geometry, type Geometry, type StockAttributes } from './convolution-geometry.ts';
import { inputNamed, type KernelFamily } from './kernel-input.ts';

type Shape4 = [number, number, number, number];

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

/** Depthwise convolutions, fused ones and the gradients of plain ones, which the stock backend has not. */
export const depthwiseConv2dFamily: KernelFamily = ({ kernels, address, makeOutput, lay, scratch }) => ({
  [depthwiseConv2dKernels.forward]({ inputs, attrs }) {
    const options = attrs as unknown as Conv2dOptions;
    const [x, kernel, bias] = [inputNamed(inputs, 'x'), inputNamed(inputs, 'kernel'), inputNamed(inputs, 'bias')];
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
  },
  [depthwiseConv2dKernels.parameterGradient]({ inputs, attrs }) {
    const { kernelShape, ...options } = attrs as unknown as Conv2dOptions & { kernelShape: Shape4 };
    const [x, dy, y] = [inputNamed(inputs, 'x'), inputNamed(inputs, 'dy'), inputNamed(inputs, 'y')];
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
  },
  [depthwiseConv2dKernels.inputGradient]({ inputs, attrs }) {
    const { inputShape, ...options } = attrs as unknown as Conv2dOptions & { inputShape: Shape4 };
    const [kernel, dy, y] = [inputNamed(inputs, 'kernel'), inputNamed(inputs, 'dy'), inputNamed(inputs, 'y')];
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
  },
  [DepthwiseConv2dNativeBackpropFilter]({ inputs, attrs }) {
    const { filterShape, ...options } = attrs as unknown as StockAttributes & { filterShape: Shape4 };
    const [x, dy] = [inputNamed(inputs, 'x'), inputNamed(inputs, 'dy')];
    const { batch, shape, filters } = stockGeometry(x.shape, filterShape, options);
    const dKernel = makeOutput(filterShape);
    const shapeAt = lay(shape);
    const bytes = kernels.depthwiseScratchBytes(shapeAt);
    const scratchAt = scratch(bytes + 4 * filters);
    // Nobody asks for the bias's gradient: it goes behind the rest of the scratch.
    const places = [address(dy), 0, address(x), address(dKernel), scratchAt + bytes, scratchAt] as const;
    kernels.depthwiseParameterGradient(batch, shapeAt, ...places);
    return dKernel;
  },
  [DepthwiseConv2dNativeBackpropInput]({ inputs, attrs }) {
    const { inputShape, ...options } = attrs as unknown as StockAttributes & { inputShape: Shape4 };
    const [dy, kernel] = [inputNamed(inputs, 'dy'), inputNamed(inputs, 'filter')];
    const { batch, shape } = stockGeometry(inputShape, kernel.shape, options);
    const dx = makeOutput(inputShape);
    kernels.depthwiseInputGradient(batch, lay(shape), address(dy), 0, address(kernel), address(dx));
    return dx;
  },
});
