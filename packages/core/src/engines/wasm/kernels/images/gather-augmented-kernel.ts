import type { AugmentationStep } from '../../../../augment/augmentation-step.ts';
import { clippedSquare } from '../../../../augment/cutout.ts';
import type { ImageShape } from '../../../../augment/image-shape.ts';
import { keptBits } from '../../../../augment/tone.ts';
import { isScaleOnly } from '../../../../datasets/dataset.ts';
import { gatherAugmentedKernel } from '../../../../ops/gather-augmented.ts';
import type { KernelModule } from '../../kernel-module.generated.ts';
import { wasmKernel, type KernelFamily } from '../wasm-kernel.ts';

/** Kernels read and write whole vectors. */
const behindImage = 16;
/** Scratch memory of `equalize`: a histogram of 256 levels and the new value of each. */
const equalizeScratchBytes = 2048;

/** Processes image by image, so that the data stays in cache. */
export const gatherAugmentedFamily: KernelFamily = ({ kernels, address, bytesAt, makeOutput, scratch }) => [
  wasmKernel(gatherAugmentedKernel, (_inputs, { source, indices, planOf }) => {
    const { images, height, width, channels, normalization } = source;
    const size = height * width * channels;
    const batch = makeOutput([indices.length, height, width, channels]);
    const imageBytes = 16 * Math.ceil(size / 4) + behindImage;
    const momentBytes = 32 * channels;
    const workBytes = Math.max(kernels.noiseScratchBytes(size), equalizeScratchBytes);
    const meansAt = scratch(2 * momentBytes + 3 * imageBytes + workBytes);
    const deviationsAt = meansAt + momentBytes;
    const bytesPlace = deviationsAt + momentBytes;
    const first = bytesPlace + imageBytes;
    const second = first + imageBytes;
    const work = second + imageBytes;
    // Nothing is allocated from here on, so the views stay valid.
    const moments = new Float64Array(bytesAt(meansAt, 0).buffer, meansAt, 8 * channels);
    for (let i = 0; i < 4 * channels; i++) {
      moments[i] = normalization.mean[i % channels] ?? 0;
      moments[4 * channels + i] = normalization.deviation[i % channels] ?? 1;
    }
    const bytes = bytesAt(bytesPlace, size);
    const isScaled = isScaleOnly(normalization);
    let target = address(batch);
    for (const index of indices) {
      bytes.set(images.subarray(index * size, (index + 1) * size));
      kernels.bytesToPixels(size, bytesPlace, first);
      let from = first;
      for (const step of planOf(index)) {
        const to = from === first ? second : first;
        runStep(kernels, step, source, from, to, work);
        from = to;
      }
      if (isScaled) bytesAt(target, 4 * size).set(bytesAt(from, 4 * size));
      else kernels.normalizePixels(size, channels, from, meansAt, deviationsAt, target);
      target += 4 * size;
    }
    return batch;
  }),
];

/** Runs a step like `augment/apply-step.ts` does in JavaScript. */
function runStep(
  kernels: KernelModule,
  step: AugmentationStep,
  { height, width, channels }: ImageShape,
  from: number,
  to: number,
  work: number,
): void {
  const pixels = height * width;
  const count = pixels * channels;
  switch (step.kind) {
    case 'identity':
      return kernels.cropImage(height, width, channels, 0, 0, from, to);
    case 'crop':
      return kernels.cropImage(height, width, channels, step.top - step.padding, step.left - step.padding, from, to);
    case 'flip':
      return kernels.flipImage(height, width, channels, step.horizontal ? 1 : 0, step.vertical ? 1 : 0, from, to);
    case 'warp': {
      const { xx, xy, yx, yy, shiftX, shiftY } = step;
      return kernels.warpAffine(height, width, channels, xx, xy, yx, yy, shiftX, shiftY, from, to);
    }
    case 'brightness':
      return kernels.addBrightness(count, step.amount, from, to);
    case 'contrast':
      return kernels.scaleContrast(count, step.factor, from, to);
    case 'auto-contrast':
      return kernels.autoContrast(pixels, channels, from, to);
    case 'equalize':
      return kernels.equalize(pixels, channels, from, to, work);
    case 'solarize':
      return kernels.solarize(count, step.threshold, from, to);
    case 'posterize':
      return kernels.posterize(count, keptBits(step.bits), from, to);
    case 'scale-brightness':
      return kernels.scaleBrightness(count, step.factor, from, to);
    case 'saturate':
      return kernels.saturate(count, step.factor, from, to);
    case 'sharpen':
      return kernels.sharpen(height, width, channels, step.factor, from, to);
    case 'noise': {
      const { key, step: streamStep, word } = step.place;
      return kernels.addNoise(count, step.deviation, ...key, streamStep, word, from, to, work);
    }
    case 'cutout': {
      const { top, left, bottom, right } = clippedSquare({ height, width }, step);
      return kernels.cutOut(height, width, channels, top, left, bottom, right, from, to);
    }
  }
}
