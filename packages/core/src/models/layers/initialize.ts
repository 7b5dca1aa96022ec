import { tensor, type Tensor } from '@tensorflow/tfjs-core';
import type { RandomStream } from '../../random/index.ts';
import { orthogonalMatrix } from './orthogonal-matrix.ts';

type OfFans = (fanIn: number, fanOut: number) => number;
type Distribution = { readonly uniformLimit: OfFans } | { readonly deviation: OfFans } | { readonly gain: number };

interface InitializerDefinition {
  readonly title: string;
  readonly summary: string;
  /** Formula in the notation of docs/reference/catalog.md. */
  readonly formula: string;
  readonly source: string;
}

const glorot = 'Glorot and Bengio (2010), Understanding the difficulty of training deep feedforward neural networks';
const he = 'He et al. (2015), Delving deep into rectifiers, arXiv:1502.01852';
const lecun = 'LeCun et al. (1998), Efficient backprop';

/**
 * Distributions of a kernel's values: uniform in +-`uniformLimit`, normal around 0 with standard deviation
 * `deviation`, or an orthogonal matrix times `gain`.
 */
const distributions = {
  'glorot-uniform': {
    title: 'Glorot uniform',
    summary: 'Preserves the variance of values and gradients through linear or tanh layers.',
    formula: 'w ~ U(-l, l), l = sqrt(6 / (fanIn + fanOut))',
    source: glorot,
    uniformLimit: (fanIn, fanOut) => Math.sqrt(6 / (fanIn + fanOut)),
  },
  'glorot-normal': {
    title: 'Glorot normal',
    summary: 'Like glorot-uniform, but drawn from a normal distribution without truncation.',
    formula: 'w ~ N(0, s), s = sqrt(2 / (fanIn + fanOut))',
    source: glorot,
    deviation: (fanIn, fanOut) => Math.sqrt(2 / (fanIn + fanOut)),
  },
  'he-uniform': {
    title: 'He uniform',
    summary: 'Preserves the variance through layers with relu.',
    formula: 'w ~ U(-l, l), l = sqrt(6 / fanIn)',
    source: he,
    uniformLimit: (fanIn) => Math.sqrt(6 / fanIn),
  },
  'he-normal': {
    title: 'He normal',
    summary: 'Like he-uniform, but drawn from a normal distribution without truncation.',
    formula: 'w ~ N(0, s), s = sqrt(2 / fanIn)',
    source: he,
    deviation: (fanIn) => Math.sqrt(2 / fanIn),
  },
  'lecun-uniform': {
    title: 'LeCun uniform',
    summary: 'Preserves the variance of the values through linear layers.',
    formula: 'w ~ U(-l, l), l = sqrt(3 / fanIn)',
    source: lecun,
    uniformLimit: (fanIn) => Math.sqrt(3 / fanIn),
  },
  'lecun-normal': {
    title: 'LeCun normal',
    summary: 'Like lecun-uniform, but drawn from a normal distribution without truncation.',
    formula: 'w ~ N(0, s), s = sqrt(1 / fanIn)',
    source: lecun,
    deviation: (fanIn) => Math.sqrt(1 / fanIn),
  },
  orthogonal: {
    title: 'Orthogonal',
    summary:
      'A random matrix with orthonormal columns, one per unit, or with orthonormal rows if there are more units than inputs.',
    formula: "W'W = I, or WW' = I where W has fewer rows than columns; W is [values of one unit, units]",
    source:
      'Saxe et al. (2013), Exact solutions to the nonlinear dynamics of learning in deep linear neural networks, arXiv:1312.6120',
    gain: 1,
  },
  zeros: {
    title: 'Zeros',
    summary: 'All 0: suitable for a single layer; the units of a hidden layer would stay equal to each other.',
    formula: 'w = 0',
    source: 'Keras, Zeros',
    deviation: () => 0,
  },
} as const satisfies Record<string, Distribution & InitializerDefinition>;

/** The catalog's entry of each initializer. */
export const initializerRegistry: Readonly<Record<Initializer, InitializerDefinition>> = distributions;

export type Initializer = keyof typeof distributions;

export const initializerNames = Object.keys(distributions) as [Initializer, ...Initializer[]];

export interface KernelShape {
  readonly shape: number[];
  /** Number of inputs that one output value depends on. */
  readonly fanIn: number;
  /** Number of output values that one input value reaches. */
  readonly fanOut: number;
}

/** Draws a new kernel, float32, with an initializer. */
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
