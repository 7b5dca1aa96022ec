import { isScaleOnly, type Normalization } from '../datasets/dataset.ts';
import type { KerasNode } from '../models/keras-graph.ts';

/**
 * Returns `(x - mean) / deviation` per channel as a batch norm that is not trained: TensorFlow.js has no other stock
 * layer that scales each channel separately. Undefined when it would change nothing.
 */
export function normalizationNode(normalization: Normalization, input: string): KerasNode | undefined {
  if (isScaleOnly(normalization)) return undefined;
  const { mean, deviation } = normalization;
  return {
    className: 'BatchNormalization',
    name: 'normalization',
    config: { axis: -1, momentum: 0.99, epsilon: 0, center: false, scale: false, trainable: false },
    inputs: [input],
    constants: { moving_mean: mean, moving_variance: deviation.map((value) => value * value) },
  };
}
