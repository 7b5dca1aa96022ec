import type { RandomStream } from '../random/index.ts';
import type { ImageShape } from './image-shape.ts';
import type { BatchValues } from './mixup.ts';

/** Rows `top` to before `bottom`, columns `left` to before `right`. */
export interface Box {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** Sides `sqrt(1 - lambda)` of the image's, around a random pixel, clipped at the border. */
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

/** Share of an image that stays its own: 1 minus the box's share of the area. */
export function shareOutside({ height, width }: ImageShape, { top, left, bottom, right }: Box): number {
  return 1 - ((bottom - top) * (right - left)) / (height * width);
}

/** Pastes the box of each image's partner into it. */
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
