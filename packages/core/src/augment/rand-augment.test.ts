import { assert, constantFrom, double, integer, property } from 'fast-check';
import { expect, test } from 'vitest';
import { createStream } from '../random/index.ts';
import type { ImageShape } from './image-shape.ts';
import { applyStep } from './apply-step.ts';
import { randAugmentOnce, randomOperations } from './rand-augment.ts';
import { autoContrast, equalize, posterize, saturate, scaleBrightness, sharpen, solarize } from './tone.ts';

const line = (width: number, channels = 1): ImageShape => ({ height: 1, width, channels });
const shape = { height: 6, width: 5, channels: 3 };
const names = Object.keys(randomOperations) as (keyof typeof randomOperations)[];

/** Pixels of 8 bits, like those of images. */
function randomPixels(seed: number, length = 90): number[] {
  const stream = createStream(seed, 'pixels', 0);
  return Array.from({ length }, () => stream.nextInteger(256) / 255);
}

function changed(pixels: readonly number[], change: (from: Float32Array, to: Float32Array) => void): number[] {
  const from = Float32Array.from(pixels);
  const to = new Float32Array(pixels.length).fill(0.123);
  change(from, to);
  expect([...from]).toEqual([...Float32Array.from(pixels)]);
  return [...to];
}

function expectClose(got: readonly number[], expected: readonly number[]): void {
  expect(got).toHaveLength(expected.length);
  for (const [i, value] of expected.entries()) expect(got[i]).toBeCloseTo(value, 5);
}

test('auto-contrast stretches each channel by itself; a flat one stays', () => {
  const pixels = [0.25, 0.2, 0.4, 0.5, 0.2, 0.6, 0.75, 0.2, 0.5];
  expectClose(
    changed(pixels, (from, to) => autoContrast(from, to, line(3, 3))),
    [0, 0.2, 0, 0.5, 0.2, 1, 1, 0.2, 0.5],
  );
});

test('equalize spreads four equal levels over the range', () => {
  // 255 pixels of each of the levels 0..3: step (1020 - 255) / 255 = 3, from 1: levels 1/3, 256/3, 511/3, 766/3 rounded down.
  const pixels = Array.from({ length: 1020 }, (_, i) => (i % 4) / 255);
  const got = changed(pixels, (from, to) => equalize(from, to, line(1020)));
  expectClose(got.slice(0, 4), [0, 85 / 255, 170 / 255, 1]);
});

test('equalize sends the darker of two levels to black and the brighter to white, each channel by itself', () => {
  // 256 pixels of each: step floor(256 / 255) = 1, from 0.
  const pixels = Array.from({ length: 512 }, (_, i) => [i % 2 === 0 ? 10 / 255 : 20 / 255, 0.2]).flat();
  const got = changed(pixels, (from, to) => equalize(from, to, line(512, 2)));
  expectClose(got.slice(0, 4), [0, 0.2, 1, 0.2]);
});

test('equalize leaves an image that has too few pixels for 255 steps', () => {
  const pixels = randomPixels(1, 64);
  expectClose(
    changed(pixels, (from, to) => equalize(from, to, line(64))),
    pixels,
  );
});

test('solarize inverts from the threshold on', () => {
  const pixels = [0, 0.25, 0.5, 0.75, 1];
  expect(changed(pixels, (from, to) => solarize(from, to, 0.5))).toEqual([0, 0.25, 0.5, 0.25, 0]);
  expect(changed(pixels, (from, to) => solarize(from, to, 0))).toEqual([1, 0.75, 0.5, 0.25, 0]);
});

test.each([
  [1, [0, 0, 128, 128]],
  [2, [0, 64, 192, 192]],
  [4, [0, 112, 192, 240]],
  [8, [7, 123, 200, 255]],
])('posterize to %i bits', (bits, expected) => {
  const pixels = [7, 123, 200, 255].map((level) => level / 255);
  expectClose(
    changed(pixels, (from, to) => posterize(from, to, bits)),
    expected.map((level) => level / 255),
  );
});

test('brightness scales, and clips', () => {
  expectClose(
    changed([0, 0.5, 0.9], (from, to) => scaleBrightness(from, to, 1.5)),
    [0, 0.75, 1],
  );
});

test('colour 0 is the weighted grey, 1 the image, 2 clipped beyond', () => {
  const grey = 0.299 * 0.5 + 0.587 * 0.25 + 0.114;
  const pixels = [0.5, 0.25, 1];
  expectClose(
    changed(pixels, (from, to) => saturate(from, to, 0)),
    [grey, grey, grey],
  );
  expectClose(
    changed(pixels, (from, to) => saturate(from, to, 1)),
    pixels,
  );
  expectClose(
    changed(pixels, (from, to) => saturate(from, to, 2)),
    [1 - grey, 0.5 - grey, 1],
  );
});

test('sharpness 0 smooths the inside, each channel by itself, and leaves the border', () => {
  const pixels = [0, 1, 0, 1, 0, 1, 0, 1, 1, 1, 0, 1, 0, 1, 0, 1, 0, 1];
  const shapeOfTwo = { height: 3, width: 3, channels: 2 };
  expectClose(
    changed(pixels, (from, to) => sharpen(from, to, shapeOfTwo, 0)),
    pixels.with(8, 5 / 13),
  );
});

test.each(names.filter((name) => name !== 'auto-contrast'))('%s of magnitude 0 changes nothing', (name) => {
  // Too few pixels for `equalize`, which has no magnitude; nor has `auto-contrast`.
  const pixels = randomPixels(2);
  expectClose(
    changed(pixels, (from, to) =>
      applyStep(randomOperations[name](shape, { strength: 0, signed: 0 }), from, to, shape),
    ),
    pixels,
  );
});

test('full strength changes the image, by as much as torchvision does', () => {
  const pixels = randomPixels(3);
  const full = (name: keyof typeof randomOperations, signed: number): number[] =>
    changed(pixels, (from, to) => applyStep(randomOperations[name](shape, { strength: 1, signed }), from, to, shape));
  for (const name of names.filter((each) => !['identity', 'equalize'].includes(each)))
    expect(full(name, -1)).not.toEqual([...Float32Array.from(pixels)]);
  expectClose(
    full('solarize', 1),
    pixels.map((value) => 1 - value),
  );
  expectClose(
    full('posterize', 1),
    pixels.map((value) => (Math.round(value * 255) & 0xf0) / 255),
  );
  expectClose(
    full('brightness', -1),
    pixels.map((value) => 0.1 * value),
  );
});

test('whatever is drawn stays within 0..1 and depends on the stream alone', () => {
  const channels = constantFrom(1, 3);
  const magnitude = double({ min: 0, max: 30, noNaN: true });
  assert(
    property(channels, magnitude, integer({ min: 0, max: 10_000 }), (count, strength, seed) => {
      const image = { height: 6, width: 5, channels: count };
      const once = randAugmentOnce(image, strength);
      const pixels = randomPixels(seed, 30 * count);
      const run = (): number[] =>
        changed(pixels, (from, to) => applyStep(once(createStream(seed, 'a', 0)), from, to, image));
      const got = run();
      expect(Math.min(...got)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...got)).toBeLessThanOrEqual(1);
      expect(run()).toEqual(got);
    }),
    { seed: 6, numRuns: 300 },
  );
});

test.each([
  [1, names.length - 1],
  [3, names.length],
])('with %i channels one of %i operations is drawn', (channels, expected) => {
  const bounds: number[] = [];
  const stream = createStream(1, 'a', 0);
  const nextInteger = (bound: number): number => {
    bounds.push(bound);
    return stream.nextInteger(bound);
  };
  const image = { height: 2, width: 2, channels };
  randAugmentOnce(image, 9)({ ...stream, nextInteger });
  expect(bounds).toEqual([expected]);
});
