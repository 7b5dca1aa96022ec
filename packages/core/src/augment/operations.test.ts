import { array, assert, boolean, double, integer, property } from 'fast-check';
import { expect, test } from 'vitest';
import { createStream } from '../random/index.ts';
import { brightness } from './brightness.ts';
import { contrast } from './contrast.ts';
import { cutout } from './cutout.ts';
import { flip } from './flip.ts';
import { noise } from './noise.ts';
import { randomCrop } from './random-crop.ts';

/** Returns the result of an operation. Its buffer is dirty at first, and the pixels must not change. */
function changed(pixels: readonly number[], change: (from: Float32Array, to: Float32Array) => void): number[] {
  const from = Float32Array.from(pixels);
  const to = new Float32Array(pixels.length).fill(0.123);
  change(from, to);
  expect([...from]).toEqual([...Float32Array.from(pixels)]);
  return [...to];
}

const small = { height: 2, width: 3, channels: 1 };
const sides = integer({ min: 1, max: 8 });
const pixelValues = array(double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 60 });

test.each([
  [{ horizontal: true, vertical: false }, [3, 2, 1, 6, 5, 4]],
  [{ horizontal: false, vertical: true }, [4, 5, 6, 1, 2, 3]],
  [{ horizontal: true, vertical: true }, [6, 5, 4, 3, 2, 1]],
  [{ horizontal: false, vertical: false }, [1, 2, 3, 4, 5, 6]],
])('flip %j', (axes, expected) => {
  expect(changed([1, 2, 3, 4, 5, 6], (from, to) => flip(from, to, small, axes))).toEqual(expected);
});

test('a flip keeps channels together, and twice is none', () => {
  const colours = { height: 1, width: 2, channels: 3 };
  const mirror = { horizontal: true, vertical: false };
  expect(changed([1, 2, 3, 4, 5, 6], (from, to) => flip(from, to, colours, mirror))).toEqual([4, 5, 6, 1, 2, 3]);
  assert(
    property(sides, sides, boolean(), boolean(), (height, width, horizontal, vertical) => {
      const shape = { height, width, channels: 3 };
      const pixels = Array.from({ length: height * width * 3 }, (_, i) => i);
      const once = changed(pixels, (from, to) => flip(from, to, shape, { horizontal, vertical }));
      expect(changed(once, (from, to) => flip(from, to, shape, { horizontal, vertical }))).toEqual(pixels);
    }),
    { seed: 1 },
  );
});

test.each([
  [0, 0, [0, 0, 0, 0, 1, 2]],
  [1, 1, [1, 2, 3, 4, 5, 6]],
  [2, 2, [5, 6, 0, 0, 0, 0]],
  [1, 0, [0, 1, 2, 0, 4, 5]],
])('a crop of one pixel of padding at %i, %i', (top, left, expected) => {
  expect(changed([1, 2, 3, 4, 5, 6], (from, to) => randomCrop(from, to, small, { padding: 1, top, left }))).toEqual(
    expected,
  );
});

test('a crop is the cut of the padded image, whatever the padding', () => {
  const padding = integer({ min: 0, max: 12 });
  const place = double({ min: 0, max: 1, noNaN: true });
  assert(
    property(sides, sides, padding, place, place, (height, width, pad, down, right) => {
      const top = Math.round(down * 2 * pad);
      const left = Math.round(right * 2 * pad);
      const pixels = Array.from({ length: height * width * 2 }, (_, i) => i + 1);
      const expected = pixels.map((_, i) => {
        const y = Math.floor(i / (2 * width)) + top - pad;
        const x = (Math.floor(i / 2) % width) + left - pad;
        return y < 0 || y >= height || x < 0 || x >= width ? 0 : (pixels[(y * width + x) * 2 + (i % 2)] ?? 0);
      });
      const shape = { height, width, channels: 2 };
      expect(changed(pixels, (from, to) => randomCrop(from, to, shape, { padding: pad, top, left }))).toEqual(expected);
    }),
    { seed: 2, numRuns: 200 },
  );
});

test.each([
  ['clipped at a corner', { side: 2, row: 0, column: 0 }, [0, 1, 1, 1, 1, 1, 1, 1, 1]],
  ['of an even side', { side: 2, row: 1, column: 1 }, [0, 0, 1, 0, 0, 1, 1, 1, 1]],
  ['of an odd side', { side: 1, row: 1, column: 2 }, [1, 1, 1, 1, 1, 0, 1, 1, 1]],
  ['larger than the image', { side: 9, row: 2, column: 0 }, [0, 0, 0, 0, 0, 0, 0, 0, 0]],
])('cutout %s', (_, square, expected) => {
  const shape = { height: 3, width: 3, channels: 1 };
  expect(changed(Array<number>(9).fill(1), (from, to) => cutout(from, to, shape, square))).toEqual(expected);
});

test('cutout blackens the part of the square that lies in the image', () => {
  const inside = (at: number, side: number, size: number): number => {
    const start = at - Math.floor(side / 2);
    return Math.min(size, start + side) - Math.max(0, start);
  };
  assert(
    property(sides, sides, integer({ min: 1, max: 12 }), integer({ min: 0 }), (height, width, side, place) => {
      const [row, column] = [place % height, Math.floor(place / height) % width];
      const shape = { height, width, channels: 3 };
      const pixels = Array<number>(height * width * 3).fill(1);
      const cut = changed(pixels, (from, to) => cutout(from, to, shape, { side, row, column }));
      const black = cut.filter((value) => value === 0).length;
      expect(black).toBe(3 * inside(row, side, height) * inside(column, side, width));
    }),
    { seed: 3, numRuns: 200 },
  );
});

test('brightness adds and clips', () => {
  const expectClose = (got: number[], expected: number[]): void =>
    expected.forEach((value, i) => expect(got[i]).toBeCloseTo(value, 6));
  expectClose(
    changed([0, 0.5, 0.9], (from, to) => brightness(from, to, 0.25)),
    [0.25, 0.75, 1],
  );
  expectClose(
    changed([0, 0.5, 0.9], (from, to) => brightness(from, to, -0.25)),
    [0, 0.25, 0.65],
  );
});

test('contrast scales about the mean, which stays where nothing is clipped', () => {
  expect(changed([0.25, 0.5, 0.75], (from, to) => contrast(from, to, 1.5))).toEqual([0.125, 0.5, 0.875]);
  expect(changed([0, 0.5, 1], (from, to) => contrast(from, to, 1.5))).toEqual([0, 0.5, 1]);
  assert(
    property(pixelValues, double({ min: 0, max: 1, noNaN: true }), (pixels, factor) => {
      const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
      const flatter = changed(pixels, (from, to) => contrast(from, to, factor));
      expect(mean(flatter)).toBeCloseTo(mean(pixels), 6);
    }),
    { seed: 4 },
  );
});

test('noise has mean 0 and its deviation, each value by itself', () => {
  const count = 40_000;
  const stream = createStream(3, 'noise', 0);
  const noisy = changed(Array<number>(count).fill(0.5), (from, to) => noise(from, to, 0.1, stream));
  const differences = noisy.map((value) => (value - 0.5) / 0.1);
  const moment = (power: number): number => differences.reduce((sum, value) => sum + value ** power, 0) / count;
  expect(Math.abs(moment(1))).toBeLessThan(4 / Math.sqrt(count));
  expect(Math.abs(moment(2) - 1)).toBeLessThan(4 * Math.sqrt(2 / count));
  const neighbours = differences.reduce((sum, value, i) => sum + value * (differences[i - 1] ?? 0), 0) / count;
  expect(Math.abs(neighbours)).toBeLessThan(4 / Math.sqrt(count));
});

test('noise of any size stays within 0..1', () => {
  assert(
    property(
      pixelValues,
      double({ min: 0, max: 1, noNaN: true }),
      integer({ min: 0, max: 1000 }),
      (pixels, size, seed) => {
        const stream = createStream(seed, 'noise', 0);
        const noisy = changed(pixels, (from, to) => noise(from, to, size, stream));
        expect(Math.min(...noisy)).toBeGreaterThanOrEqual(0);
        expect(Math.max(...noisy)).toBeLessThanOrEqual(1);
      },
    ),
    { seed: 5 },
  );
});
