import { assert, constantFrom, double, integer, property, record } from 'fast-check';
import { expect, test } from 'vitest';
import golden from '../../test/golden/augmentation.golden.json' with { type: 'json' };
import { createStream } from '../random/index.ts';
import { relativeError } from '../testing/index.ts';
import { warpAffine } from './warp-affine.ts';

test.each([
  ['a quarter turn clockwise', { rotation: 90 }, [7, 4, 1, 8, 5, 2, 9, 6, 3]],
  ['a quarter turn back', { rotation: -90 }, [3, 6, 9, 2, 5, 8, 1, 4, 7]],
  ['a half turn', { rotation: 180 }, [9, 8, 7, 6, 5, 4, 3, 2, 1]],
  ['a shift to the right', { shiftX: 1 }, [0, 1, 2, 0, 4, 5, 0, 7, 8]],
  ['a shift down', { shiftY: 1 }, [0, 0, 0, 1, 2, 3, 4, 5, 6]],
  ['a shift by half a pixel', { shiftX: 0.5 }, [0.5, 1.5, 2.5, 2, 4.5, 5.5, 3.5, 7.5, 8.5]],
  ['a shear by one pixel in each row', { shearX: 1 }, [2, 3, 0, 4, 5, 6, 0, 7, 8]],
  ['half the size', { zoom: 0.5 }, [0, 0, 0, 0, 5, 0, 0, 0, 0]],
  ['twice the size', { zoom: 2 }, [3, 3.5, 4, 4.5, 5, 5.5, 6, 6.5, 7]],
  ['a shift out of the image', { shiftX: 3 }, [0, 0, 0, 0, 0, 0, 0, 0, 0]],
  ['nothing', {}, [1, 2, 3, 4, 5, 6, 7, 8, 9]],
])('%s by hand', (_, change, expected) => {
  const to = new Float32Array(9).fill(7);
  warpAffine(Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9), to, { height: 3, width: 3, channels: 1 }, change);
  expect([...to]).toEqual(expected);
});

test.each(golden.cases)('$change of $shape is what PyTorch has', ({ shape, change, pixels, warped }) => {
  const to = new Float32Array(pixels.length);
  warpAffine(Float32Array.from(pixels), to, shape, change);
  expect(relativeError(to, warped)).toBeLessThan(1e-6);
});

const changes = record({
  shiftX: double({ min: -5, max: 5, noNaN: true }),
  shiftY: double({ min: -5, max: 5, noNaN: true }),
  rotation: double({ min: -180, max: 180, noNaN: true }),
  zoom: double({ min: 0.05, max: 2, noNaN: true }),
  shearX: double({ min: -1.7, max: 1.7, noNaN: true }),
});

test('each channel is warped alike, and stays between black and its brightest', () => {
  assert(
    property(changes, integer({ min: 1, max: 9 }), integer({ min: 1, max: 9 }), (change, height, width) => {
      const stream = createStream(1, 'warp', height);
      const grey = Float32Array.from({ length: height * width }, () => stream.nextUniform());
      const three = Float32Array.from({ length: grey.length * 3 }, (_, i) => grey[Math.floor(i / 3)] ?? 0);
      const warped = new Float32Array(grey.length);
      const warpedThree = new Float32Array(three.length);
      warpAffine(grey, warped, { height, width, channels: 1 }, change);
      warpAffine(three, warpedThree, { height, width, channels: 3 }, change);
      expect([...warpedThree]).toEqual([...warped].flatMap((value) => [value, value, value]));
      expect(Math.min(...warped)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...warped)).toBeLessThanOrEqual(Math.max(...grey));
    }),
    { seed: 3, numRuns: 200 },
  );
});

test('a shift back undoes a shift by whole pixels where nothing left the image', () => {
  assert(
    property(constantFrom(-2, -1, 0, 1, 2), constantFrom(-2, -1, 0, 1, 2), (shiftX, shiftY) => {
      const shape = { height: 9, width: 7, channels: 1 };
      const pixels = new Float32Array(63);
      for (let y = 2; y < 7; y++) for (let x = 2; x < 5; x++) pixels[y * 7 + x] = Math.fround(0.1 * x + 0.05 * y);
      const there = new Float32Array(63);
      const back = new Float32Array(63);
      warpAffine(pixels, there, shape, { shiftX, shiftY });
      warpAffine(there, back, shape, { shiftX: -shiftX, shiftY: -shiftY });
      expect(back).toEqual(pixels);
    }),
    { seed: 4 },
  );
});
