import { cosine, sine } from '../portable-math/index.ts';
import type { InverseWarp } from './augmentation-step.ts';
import type { ImageShape } from './image-shape.ts';

/** An affine change of the image about its centre, applied in this order: shear, zoom, rotate, shift. */
export interface AffineChange {
  /** In pixels; positive is to the right and down. */
  readonly shiftX?: number;
  readonly shiftY?: number;
  /** In degrees, clockwise as seen. */
  readonly rotation?: number;
  /** Above 1 enlarges the image. */
  readonly zoom?: number;
  /** Maps to `x + shearX y` and `y + shearY x`, measured from the centre. */
  readonly shearX?: number;
  readonly shearY?: number;
}

/**
 * Applies one affine change `p' = T R Z S p` by a single resampling: each pixel of `to` reads `from` at `(T R Z S)^-1
 * p'`, bilinear, black outside. Pixel centres are whole numbers; the image's centre is `((width - 1) / 2, (height -
 * 1) / 2)`.
 */
export function warpAffine(from: Float32Array, to: Float32Array, shape: ImageShape, change: AffineChange): void {
  warp(from, to, shape, invert(change));
}

/** Reads each pixel at the place that the inverse gives. */
export function warp(
  from: Float32Array,
  to: Float32Array,
  { height, width, channels }: ImageShape,
  { xx, xy, yx, yy, shiftX, shiftY }: InverseWarp,
): void {
  const centreX = (width - 1) / 2;
  const centreY = (height - 1) / 2;
  let target = 0;
  for (let y = 0; y < height; y++) {
    const v = y - centreY - shiftY;
    const rowX = xy * v + centreX;
    const rowY = yy * v + centreY;
    for (let x = 0; x < width; x++) {
      const u = x - centreX - shiftX;
      const sourceX = xx * u + rowX;
      const sourceY = yx * u + rowY;
      const left = Math.floor(sourceX);
      const top = Math.floor(sourceY);
      const right = sourceX - left;
      const down = sourceY - top;
      const bottomRight = right * down;
      const topRight = right - bottomRight;
      const bottomLeft = down - bottomRight;
      const topLeft = 1 - right - bottomLeft;
      const isLeftInside = left >= 0 && left < width;
      const isRightInside = left >= -1 && left < width - 1;
      const isTopInside = top >= 0 && top < height;
      const isBottomInside = top >= -1 && top < height - 1;
      let source = (top * width + left) * channels;
      const below = width * channels;
      if (isLeftInside && isRightInside && isTopInside && isBottomInside) {
        for (let c = 0; c < channels; c++, source++) {
          const upper = topLeft * (from[source] ?? 0) + topRight * (from[source + channels] ?? 0);
          const lower = bottomLeft * (from[source + below] ?? 0) + bottomRight * (from[source + below + channels] ?? 0);
          to[target++] = upper + lower;
        }
        continue;
      }
      for (let c = 0; c < channels; c++, source++) {
        let sum = 0;
        if (isTopInside && isLeftInside) sum += topLeft * (from[source] ?? 0);
        if (isTopInside && isRightInside) sum += topRight * (from[source + channels] ?? 0);
        if (isBottomInside && isLeftInside) sum += bottomLeft * (from[source + below] ?? 0);
        if (isBottomInside && isRightInside) sum += bottomRight * (from[source + below + channels] ?? 0);
        to[target++] = sum;
      }
    }
  }
}

/**
 * Computes `(R Z S)^-1` and the shift, rounded so that a quarter turn reads whole pixels in spite of `cos(90 degrees)
 * = 6e-17`.
 */
export function invert(change: AffineChange): InverseWarp {
  const { rotation = 0, zoom = 1, shearX = 0, shearY = 0, shiftX = 0, shiftY = 0 } = change;
  const angle = (rotation * Math.PI) / 180;
  const cos = cosine(angle) * zoom;
  const sin = sine(angle) * zoom;
  const xx = cos - sin * shearY;
  const xy = cos * shearX - sin;
  const yx = sin + cos * shearY;
  const yy = sin * shearX + cos;
  const determinant = xx * yy - xy * yx;
  const round = (value: number): number => Math.round((value / determinant) * 2 ** 32) / 2 ** 32;
  return { xx: round(yy), xy: round(-xy), yx: round(-yx), yy: round(xx), shiftX, shiftY };
}
