import type { Conv2dOptions } from '../../../ops/conv2d.ts';
import { depthwiseConv2dKernels } from '../../../ops/depthwise-conv2d.ts';
import { geometry, type Geometry } from './convolution-geometry.ts';
import { inputNamed, type KernelFamily } from './kernel-input.ts';

type Shape4 = [number, number, number, number];

function depthwiseGeometry(
  inputShape: readonly number[],
  kernelShape: readonly number[],
  { stride, padding }: Conv2dOptions,
): Geometry {
  return geometry(inputShape, kernelShape, stride, padding, { isDepthwise: true });
}

/** Fused depthwise convolutions; the stock backend has no gradients of its own. */
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
});
