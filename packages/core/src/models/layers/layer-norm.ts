import { ones, zeros, type Tensor1D } from '@tensorflow/tfjs-core';
import { normalize } from '../../ops/normalize.ts';
import { tensorNamed } from '../../tensors/named-tensors.ts';
import type { LayerFactory } from './layer.ts';

/**
 * Normalizes the last axis at each position of each image: `y = scale (x - mean) / sqrt(variance + epsilon) + offset`
 * with mean and biased variance. Keeps the shape. The same in training and evaluation. Starts with scale 1, offset 0.
 * Source: Ba et al. (2016), Layer normalization, arXiv:1607.06450.
 *
 * @param options.epsilon added to the variance, above 0; default 1e-3, as in Keras
 *
 * @throws RangeError for another epsilon
 */
export function layerNorm({ epsilon = 1e-3 }: { readonly epsilon?: number } = {}): LayerFactory {
  if (!(epsilon > 0)) throw new RangeError(`epsilon ${epsilon} is not above 0`);
  return (inputShape) => {
    const channels = inputShape.at(-1) ?? 0;
    return {
      outputShape: inputShape,
      parameterCount: 2 * channels,
      init: () => ({ scale: ones([channels]), offset: zeros([channels]) }),
      apply(parameters, x) {
        const scale = tensorNamed(parameters, 'scale') as Tensor1D;
        const offset = tensorNamed(parameters, 'offset') as Tensor1D;
        const parts = x.size / channels;
        return normalize(x, scale, offset, { parts, groups: 1, epsilon, activation: 'linear' })[0];
      },
      toKeras: (graph, name, input) =>
        graph.add({
          className: 'LayerNormalization',
          name,
          config: { axis: -1, epsilon, center: true, scale: true },
          inputs: [input],
          weights: { gamma: `${name}/scale`, beta: `${name}/offset` },
        }),
    };
  };
}
