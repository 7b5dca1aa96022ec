import { tensor, type Tensor } from '@tensorflow/tfjs-core';
import type { RandomStream } from '../../random/index.ts';
import { orthogonalMatrix } from './orthogonal-matrix.ts';

type OfFans = (fanIn: number, fanOut: number) => number;
type Distribution = { readonly uniformLimit: OfFans } | { readonly deviation: OfFans } | { readonly gain: number };

/**
 * How a kernel's values are drawn: uniform in +-`uniformLimit`, normal around 0 with standard deviation `deviation`, or as an
 * orthogonal matrix times `gain`.
 */
const distributions = {
  /** Limit `sqrt(6 / (fanIn + fanOut))`. Glorot and Bengio (2010), Understanding the difficulty of training deep feedforward neural networks. */
  'glorot-uniform': { uniformLimit: (fanIn, fanOut) => Math.sqrt(6 / (fanIn + fanOut)) },
  /** Deviation `sqrt(2 / (fanIn + fanOut))`, not truncated. Same source. */
  'glorot-normal': { deviation: (fanIn, fanOut) => Math.sqrt(2 / (fanIn + fanOut)) },
  /** Limit `sqrt(6 / fanIn)`: keeps the variance through relu. He et al. (2015), Delving deep into rectifiers, arXiv:1502.01852. */
  'he-uniform': { uniformLimit: (fanIn) => Math.sqrt(6 / fanIn) },
  /** Deviation `sqrt(2 / fanIn)`, not truncated. Same source. */
  'he-normal': { deviation: (fanIn) => Math.sqrt(2 / fanIn) },
  /** Limit `sqrt(3 / fanIn)`: keeps the variance of a linear layer. LeCun et al. (1998), Efficient backprop. */
  'lecun-uniform': { uniformLimit: (fanIn) => Math.sqrt(3 / fanIn) },
  /** Deviation `sqrt(1 / fanIn)`, not truncated. Same source. */
  'lecun-normal': { deviation: (fanIn) => Math.sqrt(1 / fanIn) },
  /** Orthonormal columns, or rows where there are fewer of them, of `[values of one unit, units]`. Saxe et al. (2013), arXiv:1312.6120. */
  orthogonal: { gain: 1 },
  /** All 0. Units of a hidden layer stay equal to each other. */
  zeros: { deviation: () => 0 },
} as const satisfies Record<string, Distribution>;

export type Initializer = keyof typeof distributions;

export const initializerNames = Object.keys(distributions) as [Initializer, ...Initializer[]];

export interface KernelShape {
  readonly shape: number[];
  /** Inputs that one output value depends on. */
  readonly fanIn: number;
  /** Output values that one input value reaches. */
  readonly fanOut: number;
}

/** A fresh kernel, float32, drawn as the initializer says. */
export function initialKernel(
  initializer: Initializer,
  stream: RandomStream,
  { shape, fanIn, fanOut }: KernelShape,
): Tensor {
  const distribution: Distribution = distributions[initializer];
  const values = new Float32Array(shape.reduce((product, size) => product * size, 1));
  if ('uniformLimit' in distribution) {
    const limit = distribution.uniformLimit(fanIn, fanOut);
    for (let i = 0; i < values.length; i++) values[i] = (2 * stream.nextUniform() - 1) * limit;
  } else if ('gain' in distribution) {
    const columns = shape.at(-1) ?? 1;
    orthogonalMatrix(stream, values.length / columns, columns).forEach((value, i) => {
      values[i] = value * distribution.gain;
    });
  } else {
    const deviation = distribution.deviation(fanIn, fanOut);
    if (deviation > 0) for (let i = 0; i < values.length; i++) values[i] = stream.nextNormal() * deviation;
  }
  return tensor(values, shape, 'float32');
}
