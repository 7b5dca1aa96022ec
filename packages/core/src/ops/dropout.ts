import { engine, mul, tensor, type GradConfig, type NamedAttrMap, type Tensor } from '@tensorflow/tfjs-core';
import { createStream } from '../random/index.ts';
import { hasKernel } from './has-kernel.ts';

export interface DropoutOptions {
  /** Share of the values that becomes 0, from 0 to below 1. */
  readonly rate: number;
  /** The stream of (seed, name, step) decides: value `i` is dropped where the stream's uniform number `i` is below `rate`. */
  readonly seed: number;
  readonly name: string;
  readonly step: number;
}

/** {x}, DropoutOptions -> y; its own gradient */
export const dropoutKernel = 'SweepdeckDropout';

/** `y = x m / (1 - rate)`, shaped like `x`; each value of the mask `m` is 0 with probability `rate` and otherwise 1. */
export function dropout(x: Tensor, options: DropoutOptions): Tensor {
  if (hasKernel(dropoutKernel)) return engine().runKernel(dropoutKernel, { x }, { ...options });
  const { rate, seed, name, step } = options;
  const { nextUniform } = createStream(seed, name, step);
  const kept = 1 / (1 - rate);
  const mask = new Float32Array(x.size);
  for (let i = 0; i < mask.length; i++) if (nextUniform() >= rate) mask[i] = kept;
  return mul(x, tensor(mask, x.shape));
}

/** The mask is drawn again: nothing is saved. */
export const dropoutGradient: GradConfig = {
  kernelName: dropoutKernel,
  gradFunc: (dy, _saved, attrs: NamedAttrMap) => ({
    x: () => engine().runKernel(dropoutKernel, { x: dy as Tensor }, attrs),
  }),
};
