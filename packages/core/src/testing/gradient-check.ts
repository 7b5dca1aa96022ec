import '../ops/register-gradients.ts';
import { grads, mul, sum, tensor, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { createStream } from '../random/index.ts';
import { relativeError } from './relative-error.ts';

export interface GradientCheckOptions {
  /** Spacing of the five-point stencil, whose error falls with the fourth power of it. */
  readonly step?: number;
  readonly seed?: number;
}

/**
 * Compares a function's automatic gradient with finite differences: for fixed random weights `w`, the gradient of
 * `sum(w * f(inputs))` with a five-point stencil summed in float64.
 *
 * @param f smooth around the inputs; takes and returns tensors of the current backend
 *
 * @returns the relative error of each input's gradient; float32 rounding explains up to about 1e-3
 */
export function checkGradient(
  f: (...inputs: Tensor[]) => Tensor,
  inputs: readonly Tensor[],
  options: GradientCheckOptions = {},
): number[] {
  const { step = 0.03, seed = 1 } = options;
  const stream = createStream(seed, 'gradient-check', 0);
  const outputSize = tidy(() => f(...inputs).size);
  const weights = Float32Array.from({ length: outputSize }, () => 0.5 + stream.nextUniform());
  const values = inputs.map((input) => input.dataSync().slice());

  const evaluateAt = (which: number, index: number, shift: number): number => {
    const output = tidy(() => {
      const moved = inputs.map((input, i) => {
        const data = Float32Array.from(values[i] ?? []);
        if (i === which) data[index] = (data[index] ?? 0) + shift;
        return tensor(data, input.shape, 'float32');
      });
      return f(...moved).dataSync();
    });
    let total = 0;
    for (let i = 0; i < output.length; i++) total += (output[i] ?? Number.NaN) * (weights[i] ?? Number.NaN);
    return total;
  };

  return inputs.map((input, which) => {
    const automatic = tidy(() => {
      const objective = (...args: Tensor[]): Tensor => {
        const output = f(...args);
        return sum(mul(output, tensor(weights, output.shape)));
      };
      const gradient = grads(objective)([...inputs])[which];
      if (gradient === undefined) throw new Error(`no gradient for input ${which}`);
      return gradient.dataSync().slice();
    });
    const numeric = Float64Array.from({ length: input.size }, (_, index) => {
      const at = (shift: number): number => evaluateAt(which, index, shift);
      return (at(-2 * step) - 8 * at(-step) + 8 * at(step) - at(2 * step)) / (12 * step);
    });
    return relativeError(automatic, numeric);
  });
}
