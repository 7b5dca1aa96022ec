import type { TensorInfo } from '@tensorflow/tfjs-core';
import { normalizeKernels, type NormalizeOptions } from '../../../../ops/normalize.ts';
import { wasmKernel, sizeOf, type KernelFamily } from '../wasm-kernel.ts';

/** Normalization in three passes over memory, its gradient in two. */
export const normalizeFamily: KernelFamily = ({ kernels, address, makeOutput, scratch }) => {
  /** parts, pixels, channels, groups, epsilon */
  const sizes = (x: TensorInfo, scale: TensorInfo, { parts, groups, epsilon }: NormalizeOptions) => {
    const channels = sizeOf(scale.shape);
    return [parts, sizeOf(x.shape) / parts / channels, channels, groups, epsilon] as const;
  };
  return [
    wasmKernel(normalizeKernels.forward, ({ x, scale, offset }, options) => {
      const { parts, groups, activation } = options;
      const [y, mean, variance] = [makeOutput(x.shape), makeOutput([parts, groups]), makeOutput([parts, groups])];
      const scratchAt = scratch(kernels.normalizeScratchBytes(sizeOf(scale.shape)));
      kernels.normalizeForward(
        ...sizes(x, scale, options),
        activation === 'relu' ? 1 : 0,
        address(x),
        address(scale),
        address(offset),
        address(y),
        address(mean),
        address(variance),
        scratchAt,
      );
      return [y, mean, variance];
    }),
    wasmKernel(normalizeKernels.gradient, ({ x, y, dy, scale, mean, variance }, options) => {
      const [dx, dScale, dOffset] = [makeOutput(x.shape), makeOutput(scale.shape), makeOutput(scale.shape)];
      const scratchAt = scratch(kernels.normalizeScratchBytes(sizeOf(scale.shape)));
      kernels.normalizeGradient(
        ...sizes(x, scale, options),
        address(dy),
        options.activation === 'relu' ? address(y) : 0,
        address(x),
        address(scale),
        address(mean),
        address(variance),
        address(dx),
        address(dScale),
        address(dOffset),
        scratchAt,
      );
      return [dx, dScale, dOffset];
    }),
  ];
};
