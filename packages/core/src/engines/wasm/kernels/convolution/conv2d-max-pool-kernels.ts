import { conv2dMaxPoolKernels } from '../../../../ops/conv2d-max-pool.ts';
import type { KernelContext } from '../../kernel-context.ts';
import { geometry, type Geometry } from './convolution-geometry.ts';
import { wasmKernel, type KernelFamily } from '../wasm-kernel.ts';

/** Only the forward kernel creates these. */
const dtypes = { places: 'bool' } as const;

/** Convolution and 2x2 max pooling in one pass: the convolution's output is never stored. */
export const conv2dMaxPoolFamily: KernelFamily = (context) => [
  wasmKernel(conv2dMaxPoolKernels.forward, ({ x, kernel, bias }, { stride, padding, activation }) => {
    const found = geometry(x.shape, kernel.shape, stride, padding);
    const [batch, height, width, filters] = found.outShape;
    const pooledShape = [batch, Math.floor(height / 2), Math.floor(width / 2), filters];
    const y = context.makeOutput(pooledShape);
    // The backend stores a bool tensor as one byte per value.
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
    // At every step, differentiation creates zeros in the shape of each output without a gradient; a single value keeps
    // this cheap.
    return [y, { ...places, shape: [1] }];
  }),
  wasmKernel(
    conv2dMaxPoolKernels.parameterGradient,
    ({ x, dy, places }, { stride, padding, kernelShape }) => {
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
    dtypes,
  ),
  wasmKernel(
    conv2dMaxPoolKernels.inputGradient,
    ({ kernel, dy, places }, { stride, padding, inputShape }) => {
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
    dtypes,
  ),
];

function prepare(
  { kernels, lay, scratch }: KernelContext,
  { batch, shape }: Geometry,
): { readonly sizes: readonly [batch: number, shape: number]; readonly scratchAt: number } {
  const shapeAt = lay(shape);
  return { sizes: [batch, shapeAt], scratchAt: scratch(kernels.conv2dMaxPoolScratchBytes(batch, shapeAt)) };
}
