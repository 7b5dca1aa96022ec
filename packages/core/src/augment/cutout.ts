import type { ImageShape } from './image-shape.ts';

/** Blackens a square of `side` pixels around a pixel, as far as it lies within the image. */
export function cutout(
  from: Float32Array,
  to: Float32Array,
  { height, width, channels }: ImageShape,
  { side, row, column }: { readonly side: number; readonly row: number; readonly column: number },
): void {
  to.set(from);
  const top = row - Math.floor(side / 2);
  const left = column - Math.floor(side / 2);
  for (let y = Math.max(0, top); y < Math.min(height, top + side); y++)
    to.fill(0, (y * width + Math.max(0, left)) * channels, (y * width + Math.min(width, left + side)) * channels);
}
