import { ones, zeros, type Tensor1D } from '@tensorflow/tfjs-core';
import { SweepdeckError } from '../../errors/index.ts';
import { normalize } from '../../ops/normalize.ts';
import { tensorNamed } from '../../tensors/named-tensors.ts';
import type { LayerFactory } from './layer.ts';

export interface GroupNormOptions {
  /** Number of groups of consecutive channels, each with its own statistics; must divide the channels. */
  readonly groups: number;
  /** Added to the variance, above 0; default 1e-3, as in Keras. */
  readonly epsilon?: number;
}

/**
 * Normalizes groups of channels: `y = scale (x - mean) / sqrt(variance + epsilon) + offset` with the mean and biased
 * variance over the pixels and channels of a group in one image. Keeps the shape. The same in training and
 * evaluation, and independent of the batch. Starts with scale 1, offset 0. Source: Wu and He (2018), Group
 * normalization, arXiv:1803.08494.
 *
 * @throws RangeError for groups or epsilon out of range
 *
 * @throws SweepdeckError `model-shape` when the groups do not divide the channels
 */
export function groupNorm({ groups, epsilon = 1e-3 }: GroupNormOptions): LayerFactory {
  if (!(Number.isInteger(groups) && groups >= 1)) throw new RangeError(`groups ${groups} is not a whole number from 1`);
  if (!(epsilon > 0)) throw new RangeError(`epsilon ${epsilon} is not above 0`);
  return (inputShape) => {
    const channels = inputShape.at(-1) ?? 0;
    if (channels % groups !== 0) {
      throw new SweepdeckError({
        code: 'model-shape',
        message: `${channels} channels cannot be divided into ${groups} groups of equal size`,
        hint: 'Choose a number of groups that divides the number of channels before the group norm.',
      });
    }
    return {
      outputShape: inputShape,
      parameterCount: 2 * channels,
      init: () => ({ scale: ones([channels]), offset: zeros([channels]) }),
      apply(parameters, x) {
        const scale = tensorNamed(parameters, 'scale') as Tensor1D;
        const offset = tensorNamed(parameters, 'offset') as Tensor1D;
        const [parts = 0] = x.shape;
        return normalize(x, scale, offset, { parts, groups, epsilon, activation: 'linear' })[0];
      },
      // TensorFlow.js has no such layer: a layer norm over two axes normalizes, and a batch norm with fixed statistics
      // scales.
      toKeras(graph, name, input) {
        const positions = inputShape.slice(0, -1).reduce((product, size) => product * size, 1);
        const grouped = graph.add({
          className: 'Reshape',
          name: `${name}_groups`,
          config: { target_shape: [positions, groups, channels / groups] },
          inputs: [input],
        });
        const normalized = graph.add({
          className: 'LayerNormalization',
          name: `${name}_normalized`,
          config: { axis: [1, 3], epsilon, center: false, scale: false },
          inputs: [grouped],
        });
        const reshaped = graph.add({
          className: 'Reshape',
          name: `${name}_channels`,
          config: { target_shape: inputShape },
          inputs: [normalized],
        });
        return graph.add({
          className: 'BatchNormalization',
          name,
          config: { axis: -1, momentum: 0.99, epsilon: 0, center: true, scale: true },
          inputs: [reshaped],
          weights: { gamma: `${name}/scale`, beta: `${name}/offset` },
          constants: { moving_mean: Array<number>(channels).fill(0), moving_variance: Array<number>(channels).fill(1) },
        });
      },
    };
  };
}
