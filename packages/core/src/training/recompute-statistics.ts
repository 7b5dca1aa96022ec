import { add, dispose, mul, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { epochBatches } from '../datasets/batches.ts';
import { mapTensors, type NamedTensors } from '../tensors/named-tensors.ts';
import type { Trial } from './trial.ts';

/** 2,048 images in batches of 32 determine each statistic to a few percent, in a fraction of an epoch's time. */
const maxBatches = 64;

/**
 * Computes the running statistics that belong to averaged weights. Batch norm gathers its statistics with the trained
 * weights; other weights give other activations, so they must be recomputed: the mean over the epoch's first batches
 * (64 at most), in training mode, of each batch's mean and variance, weighted by its number of images.
 *
 * Source: Izmailov et al. (2018), Averaging weights leads to wider optima and better generalization, arXiv:1803.05407
 *
 * @param parameters the averaged weights; the caller still owns and disposes them
 *
 * @returns new tensors by name, empty for a model without running statistics; the caller disposes them
 */
export function recomputeStatistics(
  { model, config, dataset, batch: makeBatch, stepsPerEpoch }: StatisticsOf,
  parameters: NamedTensors,
  epoch: number,
): NamedTensors {
  const { seed } = config;
  let sums: NamedTensors = {};
  let images = 0;
  let step = (epoch - 1) * stepsPerEpoch;
  const lastStep = step + maxBatches;
  for (const batch of epochBatches(dataset.splits.train, config.training.batch_size, { seed, epoch, shuffle: true })) {
    if (step === lastStep) break;
    step++;
    const next = tidy(() => {
      const tracked: Record<string, Tensor> = {};
      const track = (name: string, value: Tensor): void => {
        const weighted = mul(value, batch.length);
        const sum = sums[name];
        tracked[name] = sum === undefined ? weighted : add(sum, weighted);
      };
      const { x } = makeBatch(batch, { epoch, step });
      model.apply(parameters, x, { isTraining: true, seed, step, track, statistics: 'batch' });
      return tracked;
    });
    dispose(sums);
    sums = next;
    images += batch.length;
    if (Object.keys(sums).length === 0) return {};
  }
  const means = tidy(() => ({ ...mapTensors(sums, (sum) => mul(sum, 1 / images)) }));
  dispose(sums);
  return means;
}

type StatisticsOf = Pick<Trial, 'model' | 'config' | 'dataset' | 'batch' | 'stepsPerEpoch'>;
