import { mul, tensor, type GradConfig, type Tensor } from '@tensorflow/tfjs-core';
import { createStream } from '../random/index.ts';
import { hasKernel, opGradient, opKernel, runKernel } from './op-kernel.ts';

export interface DropoutOptions {
  /** Share of the values that becomes 0, from 0 to below 1. */
  readonly rate: number;
  /**
   * Selects the stream of (seed, name, step): value `i` is dropped if the stream's uniform number `i` is below
   * `rate`.
   */
  readonly seed: number;
  readonly name: string;
  readonly step: number;
}

/** This kernel is its own gradient. */
export const dropoutKernel = opKernel<{ readonly x: Tensor }, DropoutOptions, Tensor>('SweepdeckDropout');

/**
 * Computes `y = x m / (1 - rate)`, shaped like `x`; each value of the mask `m` is 0 with probability `rate` and
 * otherwise 1.
 */
export function dropout(x: Tensor, options: DropoutOptions): Tensor {
  if (hasKernel(dropoutKernel)) return runKernel(dropoutKernel, { x }, options);
  const { rate, seed, name, step } = options;
  const { nextUniform } = createStream(seed, name, step);
  const kept = 1 / (1 - rate);
  const mask = new Float32Array(x.size);
  for (let i = 0; i < mask.length; i++) if (nextUniform() >= rate) mask[i] = kept;
  return mul(x, tensor(mask, x.shape));
}

/** Draws the mask again, so that nothing is saved. */
export const dropoutGradient: GradConfig = opGradient(dropoutKernel, {
  gradient: (dy, _saved, options) => ({ x: () => runKernel(dropoutKernel, { x: dy }, options) }),
});
