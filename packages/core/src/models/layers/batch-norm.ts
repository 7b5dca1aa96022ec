import { add, mul, ones, reshape, rsqrt, sub, zeros, type Tensor, type Tensor1D } from '@tensorflow/tfjs-core';
import { applyActivation } from '../../ops/activation.ts';
import { normalize } from '../../ops/normalize.ts';
import { weightedSum } from '../../ops/weighted-sum.ts';
import { tensorNamed, type NamedTensors } from '../../tensors/named-tensors.ts';
import { addActivation, splitActivation, type ActivationName } from './activation.ts';
import type { LayerFactory } from './layer.ts';

export interface BatchNormOptions {
  /** Share of the moving statistics that each step keeps, from 0 to below 1; default 0.99, as in Keras. */
  readonly momentum?: number;
  /** Added to the variance, above 0; default 1e-3, as in Keras. */
  readonly epsilon?: number;
  readonly activation?: 'linear' | ActivationName;
}

/**
 * Normalizes each channel (the last axis): `y = scale (x - mean) / sqrt(variance + epsilon) + offset`. Keeps the
 * shape. Training uses mean and biased variance of the batch over images and pixels, and updates the moving
 * statistics to `momentum moving + (1 - momentum) batch`; evaluation uses the moving statistics. Starts with scale 1,
 * offset 0, mean 0, variance 1. Source: Ioffe and Szegedy (2015), Batch normalization: accelerating deep network
 * training, arXiv:1502.03167.
 *
 * @throws RangeError for a momentum or epsilon out of range
 */
export function batchNorm(options: BatchNormOptions = {}): LayerFactory {
  const { momentum = 0.99, epsilon = 1e-3, activation = 'linear' } = options;
  if (!(momentum >= 0 && momentum < 1)) throw new RangeError(`momentum ${momentum} is not from 0 to below 1`);
  if (!(epsilon > 0)) throw new RangeError(`epsilon ${epsilon} is not above 0`);
  const { fused, rest } = splitActivation(activation);
  return (inputShape) => {
    const channels = inputShape.at(-1) ?? 0;
    return {
      outputShape: inputShape,
      parameterCount: 2 * channels,
      untrained: ['mean', 'variance'],
      init: () => ({
        scale: ones([channels]),
        offset: zeros([channels]),
        mean: zeros([channels]),
        variance: ones([channels]),
      }),
      apply(parameters, x, { isTraining, track, statistics = 'moving' }) {
        const scale = tensorNamed(parameters, 'scale') as Tensor1D;
        const offset = tensorNamed(parameters, 'offset') as Tensor1D;
        if (!isTraining) return rest(applyActivation(withMovingStatistics(parameters, x, epsilon), fused));
        const [y, mean, variance] = normalize(x, scale, offset, {
          parts: 1,
          groups: channels,
          epsilon,
          activation: fused,
        });
        const tracked = (name: string, batch: Tensor): Tensor =>
          statistics === 'batch'
            ? reshape(batch, [channels])
            : weightedSum(momentum, tensorNamed(parameters, name), 1 - momentum, reshape(batch, [channels]));
        track?.('mean', tracked('mean', mean));
        track?.('variance', tracked('variance', variance));
        return rest(y);
      },
      toKeras(graph, name, input) {
        const config = { axis: -1, momentum, epsilon, center: true, scale: true };
        const weights = {
          gamma: `${name}/scale`,
          beta: `${name}/offset`,
          moving_mean: `${name}/mean`,
          moving_variance: `${name}/variance`,
        };
        const node = graph.add({ className: 'BatchNormalization', name, config, inputs: [input], weights });
        return addActivation(graph, activation, `${name}_${activation}`, node);
      },
    };
  };
}

/** Normalizes with one multiplication and one addition per value. */
function withMovingStatistics(parameters: NamedTensors, x: Tensor, epsilon: number): Tensor {
  const factor = mul(tensorNamed(parameters, 'scale'), rsqrt(add(tensorNamed(parameters, 'variance'), epsilon)));
  const shift = sub(tensorNamed(parameters, 'offset'), mul(tensorNamed(parameters, 'mean'), factor));
  return add(mul(x, factor), shift);
}
