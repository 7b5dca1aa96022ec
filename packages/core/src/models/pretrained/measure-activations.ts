import { mul, scalar, sum, tidy, valueAndGrads, type Scalar, type Tensor } from '@tensorflow/tfjs-core';
import { loadGradients } from '../../ops/load-gradients.ts';
import { measurePeak } from '../../tensors/measure-peak.ts';
import type { NamedTensors } from '../../tensors/named-tensors.ts';

const bytesPerValue = 4;

/**
 * Measures the values that are alive at the peak of a step on one image, besides the weights and their gradients.
 * Those of a frozen part count too, because a layer keeps its values for the gradient even if none is needed.
 *
 * @param compute computes the features of one image from the trained weights
 */
export async function measureActivations(
  compute: (trained: NamedTensors) => Tensor,
  trained: NamedTensors,
): Promise<number> {
  loadGradients();
  const names = Object.keys(trained);
  const weights = Object.values(trained);
  const peak = await measurePeak(() => {
    tidy(() => {
      // Without a tensor to differentiate by, there would be no gradient at all.
      const step = valueAndGrads((factor: Tensor, ...values: Tensor[]): Scalar => {
        const named = Object.fromEntries(names.map((name, i) => [name, values[i]])) as NamedTensors;
        return mul(sum(compute(named)), factor);
      });
      step([scalar(1), ...weights]);
    });
  });
  return Math.max(0, peak / bytesPerValue - weights.reduce((all, { size }) => all + size, 0));
}
