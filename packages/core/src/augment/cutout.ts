import type { Box } from './cutmix.ts';
import type { ImageShape } from './image-shape.ts';

export interface Square {
  readonly side: number;
  readonly row: number;
  readonly column: number;
}

/** Sets a square of `side` pixels around a pixel to black, as far as it lies within the image. */
export function cutout(from: Float32Array, to: Float32Array, shape: ImageShape, square: Square): void {
  to.set(from);
  const { width, channels } = shape;
  const { top, left, bottom, right } = clippedSquare(shape, square);
  for (let y = top; y < bottom; y++) to.fill(0, (y * width + left) * channels, (y * width + right) * channels);
}

/** Returns the part of the square that lies within the image. */
export function clippedSquare(
  { height, width }: Pick<ImageShape, 'height' | 'width'>,
  { side, row, column }: Square,
): Box {
  const top = row - Math.floor(side / 2);
  const left = column - Math.floor(side / 2);
  return {
    top: Math.max(0, top),
    left: Math.max(0, left),
    bottom: Math.min(height, top + side),
    right: Math.min(width, left + side),
  };
}
