import { isScaleOnly, type Normalization } from '../datasets/dataset.ts';
import type { StoredTensor, StoredTensors } from '../checkpoints/index.ts';
import type { KerasNode } from '../models/keras-graph.ts';

const meanWeight = 'normalization/mean';
const varianceWeight = 'normalization/variance';

/**
 * `(x - mean) / deviation` for each channel as a batch norm that is not trained: stock layers of TensorFlow.js have no other
 * layer for it that works with every channel on its own. Undefined where it would change nothing.
 */
export function normalizationNode(normalization: Normalization, input: string): KerasNode | undefined {
  if (isScaleOnly(normalization)) return undefined;
  return {
    className: 'BatchNormalization',
    name: 'normalization',
    config: { axis: -1, momentum: 0.99, epsilon: 0, center: false, scale: false, trainable: false },
    inputs: [input],
    weights: { moving_mean: meanWeight, moving_variance: varianceWeight },
  };
}

/** The weights that the node names. */
export function normalizationWeights({ mean, deviation }: Normalization): StoredTensors {
  const vector = (values: readonly number[]): StoredTensor => ({
    dtype: 'F32',
    shape: [values.length],
    values: Float32Array.from(values),
  });
  return { [meanWeight]: vector(mean), [varianceWeight]: vector(deviation.map((value) => value * value)) };
}
