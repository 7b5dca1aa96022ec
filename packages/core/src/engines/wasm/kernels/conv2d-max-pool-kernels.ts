import type { NamedTensorInfoMap, TensorInfo } from '@tensorflow/tfjs-core';
import type { Conv2dOptions } from '../../../ops/conv2d.ts';
import { conv2dMaxPoolKernels } from '../../../ops/conv2d-max-pool.ts';
import type { KernelContext } from '../kernel-context.ts';
import { geometry, type Geometry } from './convolution-geometry.ts';
import { inputNamed, type KernelFamily } from './kernel-input.ts';

type Shape4 = [number, number, number, number];

/** Convolution and 2x2 max pooling as one: the convolution's output is never stored. */
export const conv2dMaxPoolFamily: KernelFamily = (context) => ({
  [conv2dMaxPoolKernels.forward]({ inputs, attrs }) {
    const { stride, padding, activation } = attrs as unknown as Conv2dOptions;
    const [x, kernel, bias] = [inputNamed(inputs, 'x'), inputNamed(inputs, 'kernel'), inputNamed(inputs, 'bias')];
    const found = geometry(x.shape, kernel.shape, stride, padding);
    const [batch, height, width, filters] = found.outShape;
    const pooledShape = [batch, Math.floor(height / 2), Math.floor(width / 2), filters];
    const y = context.makeOutput(pooledShape);
    // The backend keeps a byte for each value of a bool tensor.
    const places = context.makeOutput(pooledShape, 'bool');
    const { sizes, scratchAt } = prepare(context, found);
    context.kernels.conv2dMaxPoolForward(
      ...sizes,
      context.address(x),
      context.address(kernel),
      context.address(bias),
      activation === 'relu' ? 1 : 0,
      context.address(y),
      context.address(places),
      scratchAt,
    );
    // Differentiation makes zeros of the shape of each output that has no gradient, at every step: here of a single one.
    return [y, { ...places, shape: [1] }];
  },
  [conv2dMaxPoolKernels.parameterGradient]({ inputs, attrs }) {
    const { stride, padding, kernelShape } = attrs as unknown as Conv2dOptions & { kernelShape: Shape4 };
    const [x, dy, places] = [inputNamed(inputs, 'x'), inputNamed(inputs, 'dy'), placesAmong(inputs)];
    const found = geometry(x.shape, kernelShape, stride, padding);
    const dKernel = context.makeOutput(kernelShape);
    const dBias = context.makeOutput([found.filters]);
    const { sizes, scratchAt } = prepare(context, found);
    context.kernels.conv2dMaxPoolParameterGradient(
      ...sizes,
      context.address(dy),
      context.address(places),
      context.address(x),
      context.address(dKernel),
      context.address(dBias),
      scratchAt,
    );
    return [dKernel, dBias];
  },
  [conv2dMaxPoolKernels.inputGradient]({ inputs, attrs }) {
    const { stride, padding, inputShape } = attrs as unknown as Conv2dOptions & { inputShape: Shape4 };
    const [kernel, dy, places] = [inputNamed(inputs, 'kernel'), inputNamed(inputs, 'dy'), placesAmong(inputs)];
    const found = geometry(inputShape, kernel.shape, stride, padding);
    const dx = context.makeOutput(inputShape);
    const { sizes, scratchAt } = prepare(context, found);
    context.kernels.conv2dMaxPoolInputGradient(
      ...sizes,
      context.address(dy),
      context.address(places),
      context.address(kernel),
      context.address(dx),
      scratchAt,
    );
    return dx;
  },
});

function placesAmong({ places }: NamedTensorInfoMap): TensorInfo {
  if (places?.dtype !== 'bool')
    throw new Error("the kernel's input places is not the one that its forward kernel made");
  return places;
}

function prepare(
  { kernels, lay, scratch }: KernelContext,
  { batch, shape }: Geometry,
): { readonly sizes: readonly [batch: number, shape: number]; readonly scratchAt: number } {
  const shapeAt = lay(shape);
  return { sizes: [batch, shapeAt], scratchAt: scratch(kernels.conv2dMaxPoolScratchBytes(batch, shapeAt)) };
}
