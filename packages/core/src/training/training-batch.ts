import { tensor2d, tensor4d, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs-core';
import { createMixer } from '../augment/create-mixer.ts';
import { createPlanner } from '../augment/create-planner.ts';
import type { Dataset } from '../datasets/dataset.ts';
import { gatherAugmented, gatherAugmentedValues } from '../ops/gather-augmented.ts';
import { gatherBatch, gatherValues } from '../ops/gather-batch.ts';
import { labelsOf, oneHotTargets } from './targets.ts';
import type { TrialConfig } from './trial-config.ts';

/** A type, not an interface, because `tidy` accepts it as a container of tensors. */
export type TrainingBatch = {
  /** `[batch, height, width, channels]`, normalized. */
  readonly x: Tensor4D;
  /** `[batch, classes]`: distributions over the classes. */
  readonly targets: Tensor2D;
};

/** The point in the training at which a batch is used. */
export interface BatchPlace {
  /** Counted from 1. */
  readonly epoch: number;
  /** Counted from 1 over the whole trial. */
  readonly step: number;
}

/** Makes the batch of some images: a pure function of their indices and of the place in the training. */
export type BatchMaker = (indices: Uint32Array, place: BatchPlace) => TrainingBatch;

/** Creates a maker of batches that are augmented and mixed as the configuration says. Evaluation never uses it. */
export function createBatchMaker(config: TrialConfig, dataset: Dataset): BatchMaker {
  const { height, width, channels } = dataset;
  const classes = dataset.classNames.length;
  const plan = createPlanner(config.augmentation ?? {}, dataset, config.seed);
  const mix = createMixer(config.regularization ?? {}, dataset, config.seed);
  return (indices, { epoch, step }) => {
    const labels = labelsOf(dataset, indices);
    const augmented = plan && { source: dataset, indices, planOf: (index: number) => plan({ index, epoch }) };
    if (mix === undefined) {
      const x = augmented === undefined ? gatherBatch(dataset, indices) : gatherAugmented(augmented);
      return { x, targets: oneHotTargets(labels, classes) };
    }
    const images = augmented === undefined ? gatherValues(dataset, indices) : gatherAugmentedValues(augmented);
    const shape: [number, number, number, number] = [indices.length, height, width, channels];
    const oneHot = new Float32Array(labels.length * classes);
    for (const [position, label] of labels.entries()) oneHot[position * classes + label] = 1;
    const mixed = mix({ values: images, size: height * width * channels }, { values: oneHot, size: classes }, step);
    return { x: tensor4d(mixed.images, shape), targets: tensor2d(mixed.targets, [labels.length, classes]) };
  };
}
