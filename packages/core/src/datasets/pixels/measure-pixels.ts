import type { Elements } from '../numpy/read-elements.ts';
import { SweepdeckError } from '../../errors/index.ts';
import { numberChunks } from './number-chunks.ts';
import { halfStep, unitRange } from './pixel-range.ts';

/** The pixels of the training or test images, as in their file. */
export interface PixelSource {
  /** Origin for messages: a path, or a path and the name of an array. */
  readonly from: string;
  /** numpy's name, `f4`; `byte` for formats of plain bytes; `image` for formats that define 255 as white. */
  readonly type: string;
  readonly values: Elements;
  /** Elements of one image. */
  readonly imageLength: number;
}

/** Measures of a source's values that reveal their scale. */
export interface PixelExtent {
  readonly source: PixelSource;
  readonly lowest: number;
  readonly highest: number;
  /** Index of the first lowest and of the first highest element. */
  readonly lowestAt: number;
  readonly highestAt: number;
  /** True when no element has a fraction. */
  readonly isWhole: boolean;
  /** Number of images with fractions and nothing above 1: they look like the scale 0 to 1. */
  readonly unitImages: number;
  /** Number of images with an element above 1 by more than rounding. */
  readonly brightImages: number;
}

const aboveOne = 1 + halfStep(unitRange);

/** Measures the pixels. Errors: `dataset-values-out-of-range` for NaN and infinity. */
export function measurePixels(source: PixelSource): PixelExtent {
  return source.type.startsWith('f') ? measureFloats(source) : measureWhole(source);
}

function measureWhole(source: PixelSource): PixelExtent {
  const { values } = source;
  let [lowest, highest, lowestAt, highestAt] = [Infinity, -Infinity, 0, 0];
  const isBytes = values instanceof Uint8Array;
  for (const { start, numbers } of numberChunks(values)) {
    for (let i = 0; i < numbers.length; i++) {
      const value = numbers[i] ?? 0;
      if (value < lowest) [lowest, lowestAt] = [value, start + i];
      if (value > highest) [highest, highestAt] = [value, start + i];
      // Most images soon contain both; then there is nothing more to find.
      if (isBytes && highest === 255 && lowest === 0) break;
    }
  }
  return { source, lowest, highest, lowestAt, highestAt, isWhole: true, unitImages: 0, brightImages: 0 };
}

function measureFloats(source: PixelSource): PixelExtent {
  const { values, imageLength } = source;
  let [lowest, highest, lowestAt, highestAt] = [Infinity, -Infinity, 0, 0];
  let [isWhole, unitImages, brightImages] = [true, 0, 0];
  for (let start = 0; start < values.length; start += imageLength) {
    let isBright = false;
    let hasFraction = false;
    for (let i = start; i < start + imageLength; i++) {
      const value = Number(values[i]);
      if (!Number.isFinite(value)) throw notFinite(source, i);
      if (value < lowest) [lowest, lowestAt] = [value, i];
      if (value > highest) [highest, highestAt] = [value, i];
      if (value > aboveOne) isBright = true;
      if (!hasFraction && Math.floor(value) !== value) hasFraction = true;
    }
    if (hasFraction) isWhole = false;
    if (isBright) brightImages++;
    else if (hasFraction) unitImages++;
  }
  return { source, lowest, highest, lowestAt, highestAt, isWhole, unitImages, brightImages };
}

function notFinite({ from, values }: PixelSource, index: number): SweepdeckError {
  return new SweepdeckError({
    code: 'dataset-values-out-of-range',
    message: `${from}: element ${index} is ${String(values[index])}, expected 0 to 1, or 0 to 255`,
    hint: 'find the element that is not finite: numpy.isfinite(images).all()',
  });
}
