import {
  add,
  mean as meanOf,
  mul,
  reshape,
  rsqrt,
  square,
  sub,
  type GradConfig,
  type Tensor,
  type Tensor1D,
} from '@tensorflow/tfjs-core';
import { applyActivation, type Activation } from './activation.ts';
import { hasKernel, opGradient, opKernel, runKernel } from './op-kernel.ts';

export interface NormalizeOptions {
  /** Number of consecutive parts with their own statistics: 1, or the number of images or of positions. */
  readonly parts: number;
  /** Number of consecutive equal groups of channels that share statistics; divides the channels. */
  readonly groups: number;
  /** Added to the variance, above 0. */
  readonly epsilon: number;
  readonly activation: Activation;
}

/** Kernels of a backend that normalizes in few passes. `dy` is the gradient after the activation. */
export const normalizeKernels = {
  forward: opKernel<
    { readonly x: Tensor; readonly scale: Tensor1D; readonly offset: Tensor1D },
    NormalizeOptions,
    [y: Tensor, mean: Tensor, variance: Tensor]
  >('SweepdeckNormalize'),
  gradient: opKernel<
    Readonly<Record<'x' | 'y' | 'dy' | 'scale' | 'mean' | 'variance', Tensor>>,
    NormalizeOptions,
    [dx: Tensor, dScale: Tensor, dOffset: Tensor]
  >('SweepdeckNormalizeGradient'),
};

/**
 * Computes `activation(scale (x - mean) / sqrt(variance + epsilon) + offset)` with the mean and the biased variance
 * over all values of one part and one group: batch norm (1 part, one group per channel), group norm (one part per
 * image) and layer norm (one part per position, 1 group).
 *
 * @param x `[..., channels]`
 *
 * @param scale `[channels]`
 *
 * @param offset `[channels]`
 *
 * @returns `[y, mean, variance]`: `y` shaped like `x`, the others `[parts, groups]` and without a gradient
 */
export function normalize(
  x: Tensor,
  scale: Tensor1D,
  offset: Tensor1D,
  options: NormalizeOptions,
): [y: Tensor, mean: Tensor, variance: Tensor] {
  if (hasKernel(normalizeKernels.forward)) {
    return runKernel(normalizeKernels.forward, { x, scale, offset }, options);
  }
  const { parts, groups, epsilon, activation } = options;
  const channels = scale.size;
  const grouped = reshape(x, [parts, x.size / parts / channels, groups, channels / groups]);
  const mean = meanOf(grouped, [1, 3], true);
  const deviation = sub(grouped, mean);
  const variance = meanOf(square(deviation), [1, 3], true);
  const normalized = mul(deviation, rsqrt(add(variance, epsilon)));
  const y = applyActivation(add(mul(reshape(normalized, x.shape), scale), offset), activation);
  return [y, reshape(mean, [parts, groups]), reshape(variance, [parts, groups])];
}

/** The gradient of the forward kernel, for `y` only. */
export const normalizeGradient: GradConfig = opGradient(normalizeKernels.forward, {
  inputsToSave: ['x', 'scale'],
  outputsToSave: [true, true, true],
  gradient(slopes, saved, options) {
    const [x, scale, y, mean, variance] = saved as [Tensor, Tensor, Tensor, Tensor, Tensor];
    const [dy] = slopes;
    const inputs = { x, y, dy, scale, mean, variance };
    const [dx, dScale, dOffset] = runKernel(normalizeKernels.gradient, inputs, options);
    return { x: () => dx, scale: () => dScale, offset: () => dOffset };
  },
});
