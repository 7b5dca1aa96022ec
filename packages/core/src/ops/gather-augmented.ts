import { tensor4d, type Tensor4D } from '@tensorflow/tfjs-core';
import { createPlanRunner } from '../augment/apply-step.ts';
import type { AugmentationPlan } from '../augment/augmentation-step.ts';
import { gatherChangedValues, type ImageSource } from './gather-batch.ts';
import { hasKernel, opKernel, runKernel } from './op-kernel.ts';

export interface GatherAugmentedOptions {
  readonly source: ImageSource;
  readonly indices: Uint32Array;
  /** Returns the planned changes of the image `index`. */
  readonly planOf: (index: number) => AugmentationPlan;
}

export const gatherAugmentedKernel = opKernel<object, GatherAugmentedOptions, Tensor4D>('SweepdeckGatherAugmented');

/**
 * Copies the indexed images into a batch, applies their plans to pixels from 0 to 1, and normalizes: `(pixel - mean)
 * / deviation`. The bits are the same on every engine.
 * @returns `[indices.length, height, width, channels]`
 */
export function gatherAugmented(options: GatherAugmentedOptions): Tensor4D {
  if (hasKernel(gatherAugmentedKernel)) return runKernel(gatherAugmentedKernel, {}, options);
  const { source, indices } = options;
  const { height, width, channels } = source;
  return tensor4d(augmentedInJavaScript(options), [indices.length, height, width, channels]);
}

/** Returns the values of `gatherAugmented`, in the order of its tensor. */
export function gatherAugmentedValues(options: GatherAugmentedOptions): Float32Array<ArrayBuffer> {
  if (!hasKernel(gatherAugmentedKernel)) return augmentedInJavaScript(options);
  const batch = gatherAugmented(options);
  const values = new Float32Array(batch.dataSync());
  batch.dispose();
  return values;
}

/** Does the same in JavaScript, for engines without a kernel. */
export function augmentedInJavaScript({ source, indices, planOf }: GatherAugmentedOptions): Float32Array<ArrayBuffer> {
  const run = createPlanRunner(source);
  return gatherChangedValues(source, indices, (pixels, index) => run(pixels, planOf(index)));
}
