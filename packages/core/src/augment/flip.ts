import type { ImageShape } from './image-shape.ts';

/** Mirrors left and right (`horizontal`), top and bottom (`vertical`), both, or neither. */
export function flip(
  from: Float32Array,
  to: Float32Array,
  { height, width, channels }: ImageShape,
  { horizontal, vertical }: { readonly horizontal: boolean; readonly vertical: boolean },
): void {
  let target = 0;
  for (let y = 0; y < height; y++) {
    const row = (vertical ? height - 1 - y : y) * width;
    for (let x = 0; x < width; x++) {
      const source = (row + (horizontal ? width - 1 - x : x)) * channels;
      for (let c = 0; c < channels; c++) to[target++] = from[source + c] ?? 0;
    }
  }
}
