import { createStream, drawBeta, shuffledIndices } from '../random/index.ts';
import { cutmix, drawBox, shareOutside } from './cutmix.ts';
import type { ImageShape } from './image-shape.ts';
import { mixup, type BatchValues } from './mixup.ts';

interface MixedBatch {
  readonly images: Float32Array<ArrayBuffer>;
  readonly targets: Float32Array<ArrayBuffer>;
}

/** Mixes the images and targets of a batch: a pure function of seed, step and batch. */
export type Mixer = (images: BatchValues, targets: BatchValues, step: number) => MixedBatch;

/** Alphas of the Beta(alpha, alpha) distributions; 0 or undefined means off. */
export interface MixOptions {
  readonly mixup?: number | undefined;
  readonly cutmix?: number | undefined;
}

/**
 * Creates mixup or cutmix, whichever is configured; with both, each step draws one of them with equal probability.
 * Each batch has one lambda from Beta(alpha, alpha) and one box; partners are a random permutation.
 * @returns `undefined` when neither is configured
 */
export function createMixer(
  { mixup: mixupAlpha = 0, cutmix: cutmixAlpha = 0 }: MixOptions,
  shape: ImageShape,
  seed: number,
): Mixer | undefined {
  if (mixupAlpha === 0 && cutmixAlpha === 0) return undefined;
  return (images, targets, step) => {
    const isMixup =
      cutmixAlpha === 0 || (mixupAlpha > 0 && createStream(seed, 'mixup-or-cutmix', step).nextUniform() < 0.5);
    const stream = createStream(seed, isMixup ? 'mixup' : 'cutmix', step);
    const lambda = drawBeta(stream, isMixup ? mixupAlpha : cutmixAlpha);
    const count = images.values.length / images.size;
    const partners = shuffledIndices(
      stream,
      Uint32Array.from({ length: count }, (_, i) => i),
    );
    if (isMixup) return { images: mixup(images, partners, lambda), targets: mixup(targets, partners, lambda) };
    const box = drawBox(shape, lambda, stream);
    const pasted = cutmix(images, partners, shape, box);
    return { images: pasted, targets: mixup(targets, partners, shareOutside(shape, box)) };
  };
}
