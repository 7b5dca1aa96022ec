import { array, assert, constantFrom, double, integer, property } from 'fast-check';
import { expect, test } from 'vitest';
import { createStream, drawBeta } from '../random/index.ts';
import { createMixer, type Mixer } from './create-mixer.ts';
import { cutmix, drawBox, shareOutside, type Box } from './cutmix.ts';
import { mixup } from './mixup.ts';

const shape = { height: 4, width: 5, channels: 2 };
const size = 40;

/** Every value of image i is i + 1, and its class is i: a mixed batch tells who was mixed with whom. */
function mixedBatch(mix: Mixer | undefined, count: number, step: number) {
  if (mix === undefined) throw new Error('there is no mixer');
  const images = Float32Array.from({ length: count * size }, (_, i) => Math.floor(i / size) + 1);
  const oneHot = new Float32Array(count * count);
  for (let i = 0; i < count; i++) oneHot[i * count + i] = 1;
  const mixed = mix({ values: images, size }, { values: oneHot, size: count }, step);
  return Array.from({ length: count }, (_, i) => ({
    image: [...mixed.images.subarray(i * size, (i + 1) * size)],
    target: [...mixed.targets.subarray(i * count, (i + 1) * count)],
  }));
}

const isOwn = (value: number, i: number): boolean => value === i + 1;

test('mixup by hand: a quarter of the partner', () => {
  const values = Float32Array.of(0, 1, 0.5, 0.5, 1, 0);
  expect([...mixup({ values, size: 2 }, Uint32Array.of(2, 1, 0), 0.75)]).toEqual([0.25, 0.75, 0.5, 0.5, 0.75, 0.25]);
  expect([...values]).toEqual([0, 1, 0.5, 0.5, 1, 0]);
});

test("cutmix by hand: the partner's box, channels together", () => {
  const values = Float32Array.from({ length: 24 }, (_, i) => i);
  const box: Box = { top: 0, bottom: 1, left: 1, right: 3 };
  const pasted = cutmix({ values, size: 12 }, Uint32Array.of(1, 0), { height: 2, width: 3, channels: 2 }, box);
  expect([...pasted.subarray(0, 12)]).toEqual([0, 1, 14, 15, 16, 17, 6, 7, 8, 9, 10, 11]);
  expect([...pasted.subarray(12)]).toEqual([12, 13, 2, 3, 4, 5, 18, 19, 20, 21, 22, 23]);
  expect(shareOutside({ height: 2, width: 3, channels: 2 }, box)).toBeCloseTo(4 / 6, 15);
});

test.each([
  ['in the middle', 2, 2, { top: 1, left: 1, bottom: 3, right: 3 }, 0.75],
  ['at a corner, clipped', 0, 3, { top: 0, left: 2, bottom: 1, right: 4 }, 0.875],
])('a box of half the sides %s', (_, row, column, expected, share) => {
  const places = [row, column];
  const stream = { ...createStream(0, 'box', 0), nextInteger: () => places.shift() ?? 0 };
  const box = drawBox({ height: 4, width: 4, channels: 1 }, 0.75, stream);
  expect(box).toEqual(expected);
  expect(shareOutside({ height: 4, width: 4, channels: 1 }, box)).toBe(share);
});

test('a box lies in the image and holds at most 1 - lambda of it', () => {
  assert(
    property(
      integer({ min: 1, max: 20 }),
      integer({ min: 1, max: 20 }),
      double({ min: 0, max: 1, noNaN: true }),
      integer({ min: 0, max: 1e6 }),
      (height, width, lambda, seed) => {
        const image = { height, width, channels: 1 };
        const { top, left, bottom, right } = drawBox(image, lambda, createStream(seed, 'box', 0));
        expect(0 <= top && top <= bottom && bottom <= height && 0 <= left && left <= right && right <= width).toBe(
          true,
        );
        const share = shareOutside(image, { top, left, bottom, right });
        expect(share).toBeGreaterThanOrEqual(lambda - 1e-12);
        expect(share).toBeLessThanOrEqual(1);
      },
    ),
    { seed: 1, numRuns: 300 },
  );
});

test('targets sum to 1, and weigh each class by the pixels that show it', () => {
  const kinds = constantFrom({ mixup: 0.2 }, { cutmix: 1 }, { mixup: 1, cutmix: 0.3 });
  assert(
    property(
      kinds,
      integer({ min: 1, max: 12 }),
      array(integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 4 }),
      (config, count, steps) => {
        const mix = createMixer(config, shape, 9);
        for (const step of steps) {
          for (const { image, target } of mixedBatch(mix, count, step)) {
            expect(target.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6);
            expect(Math.min(...target)).toBeGreaterThanOrEqual(0);
            // An image of class c is c + 1 throughout, so that the mean of a mixed one is the mean under its target.
            const mean = image.reduce((sum, value) => sum + value, 0) / size;
            expect(mean).toBeCloseTo(
              target.reduce((sum, share, label) => sum + share * (label + 1), 0),
              4,
            );
          }
        }
      },
    ),
    { seed: 2, numRuns: 100 },
  );
});

test('cutmix pastes whole pixels, of one box for the batch', () => {
  const batch = mixedBatch(createMixer({ cutmix: 1 }, shape, 4), 8, 3);
  const pasted = batch.map(({ image }, i) => image.map((value) => !isOwn(value, i)));
  const shares = batch.map(({ target }, i) => target[i] ?? 0).filter((share) => share < 1);
  expect(new Set(shares).size).toBe(1);
  const boxes = pasted.filter((places) => places.includes(true)).map((places) => places.join());
  expect(new Set(boxes).size).toBe(1);
  const area = (pasted.find((places) => places.includes(true)) ?? []).filter(Boolean).length;
  expect(shares[0]).toBeCloseTo(1 - area / size, 6);
});

test('with both, about half of the steps paste and the others blend', () => {
  const mix = createMixer({ mixup: 1, cutmix: 1 }, shape, 5);
  const isPasted = (step: number): boolean =>
    mixedBatch(mix, 6, step).every(({ image }) => image.every((value) => Number.isInteger(value)));
  const pastes = Array.from({ length: 400 }, (_, step) => isPasted(step + 1)).filter(Boolean).length;
  // Standard deviation of 400 fair draws: 10.
  expect(Math.abs(pastes - 200)).toBeLessThan(40);
});

test('a pure function of seed, step and batch', () => {
  const config = { mixup: 0.4, cutmix: 0.7 };
  const one = createMixer(config, shape, 6);
  const other = createMixer(config, shape, 6);
  for (let step = 1; step <= 20; step++) {
    const first = mixedBatch(one, 5, step);
    mixedBatch(other, 3, step + 1);
    expect(mixedBatch(other, 5, step)).toEqual(first);
    expect(mixedBatch(createMixer(config, shape, 7), 5, step)).not.toEqual(first);
  }
});

test.each([{ mixup: 0.3 }, { cutmix: 0.3 }])('a batch of one stays as it is under %j', (config) => {
  const [only] = mixedBatch(createMixer(config, shape, 1), 1, 1);
  expect(only?.target[0]).toBeCloseTo(1, 6);
  for (const value of only?.image ?? []) expect(value).toBeCloseTo(1, 6);
});

test.each([{}, { mixup: 0 }, { mixup: 0, cutmix: 0 }, { l2: 0.1 }])('%j is no mixer', (config) => {
  expect(createMixer(config, shape, 1)).toBeUndefined();
});

test('an alpha of 0 leaves the other one alone', () => {
  expect(mixedBatch(createMixer({ mixup: 0.3, cutmix: 0 }, shape, 1), 6, 2)).toEqual(
    mixedBatch(createMixer({ mixup: 0.3 }, shape, 1), 6, 2),
  );
});

test.each([0.001, 0.2, 1, 4, 100])('Beta(alpha, alpha) has its mean and variance, alpha %f', (alpha) => {
  const stream = createStream(1, 'beta', 0);
  const values = Array.from({ length: 20_000 }, () => drawBeta(stream, alpha));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  const expected = 1 / (4 * (2 * alpha + 1));
  expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...values)).toBeLessThanOrEqual(1);
  expect(Math.abs(mean - 0.5)).toBeLessThan(4 * Math.sqrt(expected / values.length));
  expect(Math.abs(variance / expected - 1)).toBeLessThan(0.06);
});
