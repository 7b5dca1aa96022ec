import {
  add,
  elu,
  erf,
  leakyRelu,
  mul,
  relu,
  sigmoid,
  softplus,
  tanh,
  type GradConfig,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { hasKernel, opGradient, opKernel, runKernel } from './op-kernel.ts';

/** Composed of plain operations. Element-wise, any shape. */
const activations = {
  /** `max(0, x)`. Nair and Hinton (2010), Rectified linear units improve restricted Boltzmann machines. */
  relu: (x: Tensor) => relu(x),
  /**
   * `x` where `x > 0`, otherwise `0.01 x`. Maas et al. (2013), Rectifier nonlinearities improve neural network
   * acoustic models.
   */
  'leaky-relu': (x: Tensor) => leakyRelu(x, 0.01),
  /** `x` where `x > 0`, otherwise `e^x - 1`. Clevert et al. (2015), arXiv:1511.07289. */
  elu: (x: Tensor) => elu(x),
  /** `x P(X <= x) = x (1 + erf(x / sqrt(2))) / 2`, the exact form. Hendrycks and Gimpel (2016), arXiv:1606.08415. */
  gelu: (x: Tensor) => mul(mul(x, 0.5), add(erf(mul(x, Math.SQRT1_2)), 1)),
  /** `x sigmoid(x)`, also called swish. Elfwing et al. (2017), arXiv:1702.03118. */
  silu: (x: Tensor) => mul(x, sigmoid(x)),
  /** `(e^x - e^-x) / (e^x + e^-x)`, -1..1. */
  tanh: (x: Tensor) => tanh(x),
  /** `1 / (1 + e^-x)`, 0..1. */
  sigmoid: (x: Tensor) => sigmoid(x),
  /** `log(1 + e^x)`, a smooth relu. Dugas et al. (2000), Incorporating second-order functional knowledge. */
  softplus: (x: Tensor) => softplus(x),
} as const;

export type ActivationName = keyof typeof activations;

export const activationNames = Object.keys(activations) as [ActivationName, ...ActivationName[]];

interface ActivationAttributes {
  readonly name: ActivationName;
}

/** Kernels of a backend that computes activations in one pass. */
export const activateKernels = {
  forward: opKernel<{ readonly x: Tensor }, ActivationAttributes, Tensor>('SweepdeckActivate'),
  /** Returns dx. */
  gradient: opKernel<{ readonly dy: Tensor; readonly x: Tensor; readonly y: Tensor }, ActivationAttributes, Tensor>(
    'SweepdeckActivateGradient',
  ),
};

/** Applies an activation, `y = f(x)`; the result is shaped like `x`. */
export function activate<T extends Tensor>(x: T, name: ActivationName): T {
  if (hasKernel(activateKernels.forward)) return runKernel(activateKernels.forward, { x }, { name }) as T;
  return activations[name](x) as T;
}

/**
 * Saves `x` and `y`: some slopes are cheaper from one, some from the other, and the neighbouring ops keep both
 * anyway.
 */
export const activateGradient: GradConfig = opGradient(activateKernels.forward, {
  inputsToSave: ['x'],
  outputsToSave: [true],
  gradient(dy, saved, attributes) {
    const [x, y] = saved as [Tensor, Tensor];
    return { x: () => runKernel(activateKernels.gradient, { dy, x, y }, attributes) };
  },
});
