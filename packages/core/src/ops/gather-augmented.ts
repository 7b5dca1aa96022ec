import { tensor4d, type Tensor4D } from '@tensorflow/tfjs-core';
import { createPlanRunner } from '../augment/apply-step.ts';
import type { AugmentationPlan } from '../augment/augmentation-step.ts';
import { gatherChangedValues, type ImageSource } from './gather-batch.ts';
import { hasKernel, opKernel, runKernel } from './op-kernel.ts';

export interface GatherAugmentedOptions {
  readonly source: ImageSource;
  readonly indices: Uint32Array;
  /** What becomes of the image `index`. */
  readonly planOf: (index: number) => AugmentationPlan;
}

export const gatherAugmentedKernel = opKernel<object, GatherAugmentedOptions, Tensor4D>('SweepdeckGatherAugmented');

/**
 * Copies the indexed images into a batch, does their plans on pixels from 0 to 1 and normalizes them: `(pixel - mean) / deviation`.
 * The same bits on every engine. @returns `[indices.length, height, width, channels]`
 */
export function gatherAugmented(options: GatherAugmentedOptions): Tensor4D {
  if (hasKernel(gatherAugmentedKernel)) return runKernel(gatherAugmentedKernel, {}, options);
  const { source, indices } = options;
  const { height, width, channels } = source;
  return tensor4d(augmentedInJavaScript(options), [indices.length, height, width, channels]);
}

/** The values of `gatherAugmented`, as they are in its tensor. */
export function gatherAugmentedValues(options: GatherAugmentedOptions): Float32Array<ArrayBuffer> {
  if (!hasKernel(gatherAugmentedKernel)) return augmentedInJavaScript(options);
  const batch = gatherAugmented(options);
  const values = new Float32Array(batch.dataSync());
  batch.dispose();
  return values;
}

/** What engines without a kernel do. */
export function augmentedInJavaScript({ source, indices, planOf }: GatherAugmentedOptions): Float32Array<ArrayBuffer> {
  const run = createPlanRunner(source);
  return gatherChangedValues(source, indices, (pixels, index) => run(pixels, planOf(index)));
}
