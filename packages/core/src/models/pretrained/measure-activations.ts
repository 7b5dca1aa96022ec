import { mul, scalar, sum, tidy, valueAndGrads, type Scalar, type Tensor } from '@tensorflow/tfjs-core';
import { loadGradients } from '../../ops/load-gradients.ts';
import { measurePeak } from '../../tensors/measure-peak.ts';
import type { NamedTensors } from '../../tensors/named-tensors.ts';

const bytesPerValue = 4;

/**
 * Values that live at the peak of a step on one image, beside the weights and their gradients. Those of a frozen part count
 * too: what a layer keeps for its gradient is kept whether or not one is wanted.
 * @param compute the features of one image, from the weights that are trained
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
      // Without a tensor that a gradient is asked for there would be none at all.
      const step = valueAndGrads((factor: Tensor, ...values: Tensor[]): Scalar => {
        const named = Object.fromEntries(names.map((name, i) => [name, values[i]])) as NamedTensors;
        return mul(sum(compute(named)), factor);
      });
      step([scalar(1), ...weights]);
    });
  });
  return Math.max(0, peak / bytesPerValue - weights.reduce((all, { size }) => all + size, 0));
}
