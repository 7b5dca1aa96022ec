import { backend_util } from '@tensorflow/tfjs-core';
import type { Conv2dOptions } from '../../../ops/conv2d.ts';
import { depthwiseConv2dKernels } from '../../../ops/depthwise-conv2d.ts';
import type { ConvolutionShape } from '../kernel-module.ts';
import { inputNamed, type KernelFamily } from './kernel-input.ts';

type Shape4 = [number, number, number, number];

/** Sizes of a depthwise convolution as the kernels take them. */
function geometry(inputShape: readonly number[], kernelShape: readonly number[], { stride, padding }: Conv2dOptions) {
  const info = backend_util.computeConv2DInfo(
    inputShape as Shape4,
    kernelShape as Shape4,
    stride,
    1,
    padding,
    undefined,
    true,
  );
  const shape: ConvolutionShape = [
    info.batchSize,
    info.inHeight,
    info.inWidth,
    info.inChannels,
    info.outHeight,
    info.outWidth,
    info.outChannels,
    info.filterHeight,
    info.filterWidth,
    info.strideHeight,
    info.padInfo.top,
    info.padInfo.left,
  ];
  return { shape, outShape: info.outShape, pixels: info.outHeight * info.outWidth, filters: info.outChannels };
}

/** Fused depthwise convolutions; the stock backend has no gradients of its own. */
export const depthwiseConv2dFamily: KernelFamily = ({ kernels, address, makeOutput, scratch }) => ({
  [depthwiseConv2dKernels.forward]({ inputs, attrs }) {
    const options = attrs as unknown as Conv2dOptions;
    const [x, kernel, bias] = [inputNamed(inputs, 'x'), inputNamed(inputs, 'kernel'), inputNamed(inputs, 'bias')];
    const { shape, outShape } = geometry(x.shape, kernel.shape, options);
    const y = makeOutput(outShape);
    kernels.depthwiseForward(
      ...shape,
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
    const { shape, pixels, filters } = geometry(x.shape, kernelShape, options);
    const [dKernel, dBias] = [makeOutput(kernelShape), makeOutput([filters])];
    const scratchAt = scratch(kernels.depthwiseScratchBytes(pixels, filters));
    kernels.depthwiseParameterGradient(
      ...shape,
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
    const { shape } = geometry(inputShape, kernel.shape, options);
    const dx = makeOutput(inputShape);
    kernels.depthwiseInputGradient(
      ...shape,
      address(dy),
      options.activation === 'relu' ? address(y) : 0,
      address(kernel),
      address(dx),
    );
    return dx;
  },
});
