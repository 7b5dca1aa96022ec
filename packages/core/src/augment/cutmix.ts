import type { RandomStream } from '../random/index.ts';
import type { ImageShape } from './image-shape.ts';
import type { BatchValues } from './mixup.ts';

/** A box: rows `top` up to but not including `bottom`, columns `left` up to but not including `right`. */
export interface Box {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** Draws a box with `sqrt(1 - lambda)` times the image's sides, around a random pixel, clipped at the border. */
export function drawBox({ height, width }: ImageShape, lambda: number, stream: RandomStream): Box {
  const share = Math.sqrt(1 - lambda);
  const boxHeight = Math.floor(height * share);
  const boxWidth = Math.floor(width * share);
  const top = stream.nextInteger(height) - Math.floor(boxHeight / 2);
  const left = stream.nextInteger(width) - Math.floor(boxWidth / 2);
  return {
    top: Math.max(0, top),
    left: Math.max(0, left),
    bottom: Math.min(height, top + boxHeight),
    right: Math.min(width, left + boxWidth),
  };
}

/** Returns the share of an image outside the box: 1 minus the box's share of the area. */
export function shareOutside({ height, width }: ImageShape, { top, left, bottom, right }: Box): number {
  return 1 - ((bottom - top) * (right - left)) / (height * width);
}

/** Copies the box from each image's partner into the image. */
export function cutmix(
  { values, size }: BatchValues,
  partners: Uint32Array,
  { width, channels }: ImageShape,
  { top, left, bottom, right }: Box,
): Float32Array<ArrayBuffer> {
  const mixed = values.slice();
  for (const [position, partner] of partners.entries()) {
    for (let row = top; row < bottom; row++) {
      const start = (row * width + left) * channels;
      const end = (row * width + right) * channels;
      mixed.set(values.subarray(partner * size + start, partner * size + end), position * size + start);
    }
  }
  return mixed;
}
