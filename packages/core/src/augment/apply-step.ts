import { streamFrom } from '../random/index.ts';
import type { AugmentationPlan, AugmentationStep } from './augmentation-step.ts';
import { brightness } from './brightness.ts';
import { contrast } from './contrast.ts';
import { cutout } from './cutout.ts';
import { flip } from './flip.ts';
import type { ImageShape } from './image-shape.ts';
import { noise } from './noise.ts';
import { randomCrop } from './random-crop.ts';
import { autoContrast, equalize, posterize, saturate, scaleBrightness, sharpen, solarize } from './tone.ts';
import { warp } from './warp-affine.ts';

/** Applies one step in JavaScript; `from` is not changed. */
export function applyStep(step: AugmentationStep, from: Float32Array, to: Float32Array, shape: ImageShape): void {
  switch (step.kind) {
    case 'identity':
      return to.set(from);
    case 'crop':
      return randomCrop(from, to, shape, step);
    case 'flip':
      return flip(from, to, shape, step);
    case 'warp':
      return warp(from, to, shape, step);
    case 'brightness':
      return brightness(from, to, step.amount);
    case 'contrast':
      return contrast(from, to, step.factor);
    case 'auto-contrast':
      return autoContrast(from, to, shape);
    case 'equalize':
      return equalize(from, to, shape);
    case 'solarize':
      return solarize(from, to, step.threshold);
    case 'posterize':
      return posterize(from, to, step.bits);
    case 'scale-brightness':
      return scaleBrightness(from, to, step.factor);
    case 'saturate':
      return saturate(from, to, step.factor);
    case 'sharpen':
      return sharpen(from, to, shape, step.factor);
    case 'noise':
      return noise(from, to, step.deviation, streamFrom(step.place));
    case 'cutout':
      return cutout(from, to, shape, step);
  }
}

/**
 * Applies a plan in JavaScript.
 * @returns a buffer that the next call may overwrite; `pixels` is not changed
 */
export type PlanRunner = (pixels: Float32Array, plan: AugmentationPlan) => Float32Array;

export function createPlanRunner(shape: ImageShape): PlanRunner {
  const size = shape.height * shape.width * shape.channels;
  const scratch = [new Float32Array(size), new Float32Array(size)] as const;
  return (pixels, plan) => {
    let from = pixels;
    for (const step of plan) {
      const to = from === scratch[0] ? scratch[1] : scratch[0];
      applyStep(step, from, to, shape);
      from = to;
    }
    return from;
  };
}
