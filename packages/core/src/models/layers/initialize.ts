import { tensor, type Tensor } from '@tensorflow/tfjs-core';
import type { RandomStream } from '../../random/index.ts';

/** Half the width of the uniform distribution that a kernel is drawn from, by the inputs and outputs of one unit. */
const limits = {
  /** `sqrt(6 / (fanIn + fanOut))`. Glorot and Bengio (2010), Understanding the difficulty of training deep feedforward neural networks. */
  'glorot-uniform': (fanIn: number, fanOut: number) => Math.sqrt(6 / (fanIn + fanOut)),
  /** `sqrt(6 / fanIn)`: keeps the variance through relu. He et al. (2015), Delving deep into rectifiers, arXiv:1502.01852. */
  'he-uniform': (fanIn: number, _fanOut: number) => Math.sqrt(6 / fanIn),
} as const;

export type Initializer = keyof typeof limits;

export const initializerNames = ['glorot-uniform', 'he-uniform'] as const satisfies readonly Initializer[];

export interface KernelShape {
  readonly shape: number[];
  /** Inputs that one output value depends on. */
  readonly fanIn: number;
  /** Output values that one input value reaches. */
  readonly fanOut: number;
}

/** A fresh kernel, uniform in +-limit of the initializer. */
export function initialKernel(
  initializer: Initializer,
  stream: RandomStream,
  { shape, fanIn, fanOut }: KernelShape,
): Tensor {
  const limit = limits[initializer](fanIn, fanOut);
  const values = new Float32Array(shape.reduce((product, size) => product * size, 1));
  for (let i = 0; i < values.length; i++) values[i] = (2 * stream.nextUniform() - 1) * limit;
  return tensor(values, shape, 'float32');
}
