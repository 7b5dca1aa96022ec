import { isScaleOnly, type Normalization } from '../datasets/dataset.ts';
import type { KerasNode } from '../models/keras-graph.ts';

/**
 * `(x - mean) / deviation` for each channel as a batch norm that is not trained: stock layers of TensorFlow.js have no other
 * layer for it that works with every channel on its own. Undefined where it would change nothing.
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
