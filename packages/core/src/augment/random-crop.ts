import type { ImageShape } from './image-shape.ts';

/**
 * Pads `from` with `padding` black pixels on each side and crops an image of the original size.
 *
 * @param at first row and column of the crop in the padded image, whole numbers from 0 to `2 padding`
 */
export function randomCrop(
  from: Float32Array,
  to: Float32Array,
  { height, width, channels }: ImageShape,
  { padding, top, left }: { readonly padding: number; readonly top: number; readonly left: number },
): void {
  to.fill(0);
  const down = top - padding;
  const right = left - padding;
  const first = Math.max(0, -right);
  const end = Math.min(width, width - right);
  if (end <= first) return;
  for (let y = Math.max(0, -down); y < Math.min(height, height - down); y++) {
    const start = ((y + down) * width + first + right) * channels;
    to.set(from.subarray(start, start + (end - first) * channels), (y * width + first) * channels);
  }
}
