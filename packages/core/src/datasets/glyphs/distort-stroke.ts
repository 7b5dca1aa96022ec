import { cosine, sine } from '../../portable-math/index.ts';
import type { RandomStream } from '../../random/index.ts';
import type { Point } from './stroke.ts';

/** Maps the unit square to pixels of an image. */
export type Distortion = (point: Point) => Point;

const waveCount = 2;

/**
 * Draws a random handwriting: an elastic bend (sine waves over the unit square, the same for every stroke of a
 * glyph), then an affine map into an image of `size` x `size` pixels (rotation, slant, unequal scale, shift).
 */
export function randomDistortion(stream: RandomStream, size: number): Distortion {
  const between = (low: number, high: number): number => low + (high - low) * stream.nextUniform();
  const waves = Array.from({ length: waveCount }, () => ({
    amplitude: [between(-0.06, 0.06), between(-0.06, 0.06)] as const,
    frequency: [between(-1.1, 1.1), between(-1.1, 1.1)] as const,
    phase: between(0, 2 * Math.PI),
  }));
  const angle = between(-0.2, 0.2);
  const slant = between(-0.15, 0.25);
  const width = size * between(0.5, 0.7);
  const height = size * between(0.6, 0.76);
  const centerX = size / 2 + size * between(-0.095, 0.095);
  const centerY = size / 2 + size * between(-0.095, 0.095);
  const cosineOfAngle = cosine(angle);
  const sineOfAngle = sine(angle);

  return ([x, y]) => {
    let bentX = x - 0.5;
    let bentY = y - 0.5;
    for (const { amplitude, frequency, phase } of waves) {
      const wave = sine(2 * Math.PI * (frequency[0] * x + frequency[1] * y) + phase);
      bentX += amplitude[0] * wave;
      bentY += amplitude[1] * wave;
    }
    const slantedX = (bentX - slant * bentY) * width;
    const scaledY = bentY * height;
    return [
      centerX + cosineOfAngle * slantedX - sineOfAngle * scaledY,
      centerY + sineOfAngle * slantedX + cosineOfAngle * scaledY,
    ];
  };
}
