import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openEngine } from '../engines/index.ts';
import { gatherBatch, gatherValues, type ImageSource } from '../ops/gather-batch.ts';
import { createStream } from '../random/index.ts';
import { mean } from '../statistics/index.ts';
import { generateGlyphs } from './glyphs/generate-glyphs.ts';
import { standardize } from './standardize.ts';

type Pixels = Omit<ImageSource, 'normalization'>;

/** Images of 2 x 3 pixels: uniform in a range of its own for each channel. */
function drawImages(count: number, ranges: readonly (readonly [number, number])[], seed: number): Pixels {
  const stream = createStream(seed, 'standardize-test', 0);
  const images = new Uint8Array(new SharedArrayBuffer(count * 6 * ranges.length));
  for (let i = 0; i < images.length; i++) {
    const [from, to] = ranges[i % ranges.length] ?? [0, 255];
    images[i] = from + stream.nextInteger(to - from + 1);
  }
  return { images, height: 2, width: 3, channels: ranges.length };
}

/** Mean and population deviation of each channel of what a model sees. */
function momentsOf(values: ArrayLike<number>, channels: number): { mean: number; deviation: number }[] {
  return Array.from({ length: channels }, (_, channel) => {
    const own = Array.from(values).filter((_value, i) => i % channels === channel);
    const center = mean(own);
    return { mean: center, deviation: Math.sqrt(mean(own.map((value) => (value - center) ** 2))) };
  });
}

const range = fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 120, max: 255 }));

test('every channel of the measured images gets mean 0 and deviation 1', () => {
  fc.assert(
    fc.property(
      fc.array(range, { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 2, max: 20 }),
      fc.nat(),
      (...drawn) => {
        const [ranges, count, seed] = drawn;
        const pixels = drawImages(count, ranges, seed);
        const indices = Uint32Array.from({ length: count }, (_, i) => i);
        const source = { ...pixels, normalization: standardize(pixels, indices) };
        for (const moments of momentsOf(gatherValues(source, indices), ranges.length)) {
          expect(Math.abs(moments.mean)).toBeLessThan(1e-5);
          expect(Math.abs(moments.deviation - 1)).toBeLessThan(1e-5);
        }
      },
    ),
    { numRuns: 60 },
  );
});

test.each(['wasm', 'cpu'])('a standardized batch of glyphs has mean 0 and deviation 1 on %s', async (name) => {
  await openEngine(name);
  const glyphs = generateGlyphs(50, 1);
  const indices = Uint32Array.from({ length: 50 }, (_, i) => i);
  const batch = gatherBatch({ ...glyphs, normalization: standardize(glyphs, indices) }, indices);
  const [moments] = momentsOf(batch.dataSync(), 1);
  batch.dispose();
  expect(moments?.mean).toBeCloseTo(0, 5);
  expect(moments?.deviation).toBeCloseTo(1, 5);
});

test('other images count for nothing, and a pixel that is twice there for twice', () => {
  const images = new Uint8Array(new SharedArrayBuffer(3));
  images.set([51, 255, 102]);
  const pixels = { images, height: 1, width: 1, channels: 1 };
  const { mean: center, deviation } = standardize(pixels, Uint32Array.of(0, 2));
  expect([center[0], deviation[0]]).toEqual([expect.closeTo(0.3, 12), expect.closeTo(0.1, 12)]);
  expect(standardize(pixels, Uint32Array.of(0, 0, 2)).mean[0]).toBeCloseTo(0.8 / 3, 12);
});

test('a channel that never varies becomes 0, not NaN', () => {
  const pixels = drawImages(4, [[255, 255]], 1);
  const indices = Uint32Array.of(0, 1, 2, 3);
  const normalization = standardize(pixels, indices);
  expect(normalization).toEqual({ mean: [1], deviation: [1 / 255] });
  expect([...gatherValues({ ...pixels, normalization }, indices)].every((value) => Object.is(value, 0))).toBe(true);
});
