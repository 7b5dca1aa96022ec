import { describe, expect, test } from 'vitest';
import type { Elements } from '../numpy/read-elements.ts';
import { chooseRange } from './choose-range.ts';
import type { PixelSource } from './measure-pixels.ts';
import { byteRange, pixelRangeSchema, type PixelRange } from './pixel-range.ts';
import { toBytes } from './to-bytes.ts';

/** Images of two pixels. */
const source = (type: string, values: Elements, from = 'x_train'): PixelSource => ({
  from,
  type,
  values,
  imageLength: 2,
});
const f4 = (...values: readonly number[]): PixelSource => source('f4', Float32Array.from(values));
const f8 = (...values: readonly number[]): PixelSource => source('f8', Float64Array.from(values));
const u1 = (...values: readonly number[]): PixelSource => source('u1', Uint8Array.from(values));
const idx = (...values: readonly number[]): PixelSource => ({ ...u1(...values), type: 'byte' });
const image = (...values: readonly number[]): PixelSource => ({ ...u1(...values), type: 'image' });
const ofTest = (train: PixelSource): PixelSource => ({ ...train, from: 'x_test' });

interface Read {
  readonly bytes: readonly number[];
  readonly notes: readonly string[];
}

function read(sources: readonly PixelSource[], given?: PixelRange): Read {
  const { range, notes } = chooseRange(sources, given);
  return { bytes: sources.flatMap((each) => [...toBytes(each, range)]), notes: notes.map(({ code }) => code) };
}

describe('takes', () => {
  test.each<[string, readonly PixelSource[], Read['bytes'], Read['notes']]>([
    ['floats of 0 to 1', [f4(0, 0.5, 0.25, 1)], [0, 128, 64, 255], ['pixel-range']],
    ['a pixel above 1 by rounding', [f4(0, 0.5, 0.25, 1.000_000_1)], [0, 128, 64, 255], ['pixel-range']],
    ['a pixel below 0 by rounding', [f8(-1e-9, 0.5, 0.25, 1)], [0, 128, 64, 255], ['pixel-range']],
    ['negative zero', [f4(-0, 0.5, 0.25, 1)], [0, 128, 64, 255], ['pixel-range']],
    ['masks in floats', [f4(0, 1, 1, 0)], [0, 255, 255, 0], ['pixel-range']],
    ['floats of 0 to 255', [f4(0, 127.6, 0.4, 254.6)], [0, 128, 0, 255], ['pixel-range']],
    ['255 and rounding', [f8(0, 12, 255.000_1, -0.000_1)], [0, 12, 255, 0], ['pixel-range']],
    ['whole floats of 0 to 255', [f4(0, 17, 100, 3)], [0, 17, 100, 3], ['pixel-range']],
    ['bytes', [u1(0, 1, 100, 255)], [0, 1, 100, 255], ['pixel-range']],
    ['booleans', [source('b1', Uint8Array.of(0, 1, 1, 0))], [0, 255, 255, 0], ['pixel-range']],
    ['int32 of 0 to 255', [source('i4', Int32Array.of(0, 255, 7, 9))], [0, 255, 7, 9], ['pixel-range']],
    ['int8 of 0 to 127', [source('i1', Int8Array.of(0, 127, 7, 9))], [0, 127, 7, 9], ['pixel-range']],
    ['unsigned bytes of 0 and 1', [u1(0, 1, 1, 0)], [0, 255, 255, 0], ['small-pixel-range']],
    ['int64 of 0 and 1', [source('i8', BigInt64Array.of(0n, 1n, 1n, 0n))], [0, 255, 255, 0], ['small-pixel-range']],
    ['3 bits', [u1(0, 7, 1, 3)], [0, 255, 36, 109], ['small-pixel-range']],
    ['digits of 0 to 16, in floats', [f8(0, 16, 8, 1)], [0, 255, 128, 16], ['small-pixel-range']],
    ['the largest of training and test', [u1(0, 7), ofTest(u1(14, 0))], [0, 128, 255, 0], ['small-pixel-range']],
    ['levels beside a test image of 0 and 1', [u1(0, 15), ofTest(u1(1, 0))], [0, 255, 17, 0], ['small-pixel-range']],
    ['0 and 1 beside floats of 0 to 1', [f4(0.5, 0.1), ofTest(u1(1, 0))], [128, 26, 255, 0], ['pixel-range']],
    ['masks of two types', [f4(0, 1), ofTest(u1(1, 0))], [0, 255, 255, 0], ['pixel-range']],
    ['a black test image', [f4(0, 200), ofTest(f4(0, 0))], [0, 200, 0, 0], ['pixel-range']],
    ['a dark test image', [u1(0, 200), ofTest(u1(12, 0))], [0, 200, 12, 0], ['pixel-range', 'pixel-ranges-differ']],
    ['IDX files of bytes', [idx(0, 200)], [0, 200], []],
    ['IDX files of 0 and 1', [idx(0, 1)], [0, 255], ['small-pixel-range']],
    ['dark IDX files', [idx(0, 17)], [0, 17], ['dark-pixels']],
    ['image files of 0 and 1, whose white is 255', [image(0, 1)], [0, 1], ['dark-pixels']],
    ['image files', [image(0, 64)], [0, 64], []],
    ['floats that were divided twice', [f4(0, 0.001, 0.0039, 0)], [0, 0, 1, 0], ['pixel-range', 'dark-pixels']],
    ['nothing but black', [u1(0, 0)], [0, 0], ['pixel-range', 'constant-pixels']],
    ['nothing but one gray', [f4(0.5, 0.5)], [128, 128], ['pixel-range', 'constant-pixels']],
  ])('%s', (_what, sources, bytes, notes) => {
    expect(read(sources)).toEqual({ bytes, notes });
  });

  test.each<[string, readonly PixelSource[], PixelRange, Read['bytes']]>([
    ['-1 to 1', [f4(-1, 0, 0.5, 1)], { black: -1, white: 1 }, [0, 128, 191, 255]],
    ['0 to 65535', [source('u2', Uint16Array.of(0, 65_535, 256, 128))], { black: 0, white: 65_535 }, [0, 255, 1, 0]],
    ['percent', [f4(0, 50.5, 100, 1)], { black: 0, white: 100 }, [0, 129, 255, 3]],
    ['really dark bytes', [u1(0, 1)], byteRange, [0, 1]],
    ['signed bytes', [source('i1', Int8Array.of(-128, 0, 127, 1))], { black: -128, white: 127 }, [0, 128, 255, 129]],
    ['an image that is turned into its negative range', [image(0, 51)], { black: 0, white: 51 }, [0, 255]],
    ['an outlier that is meant', [f4(0, 0.5, 1.5, 1)], { black: 0, white: 1.5 }, [0, 85, 255, 170]],
  ])('%s as the option says', (_what, sources, range, bytes) => {
    const { notes } = chooseRange(sources, range);
    expect(read(sources, range)).toEqual({ bytes, notes: ['pixel-range'] });
    expect(notes[0]?.message).toContain(`the scale ${range.black} to ${range.white}, as dataset.pixel_range says`);
  });
});

test('the notes say what was seen and what was taken', () => {
  const messages = (sources: readonly PixelSource[]): string[] =>
    chooseRange(sources).notes.map(({ severity, message }) => `${severity}: ${message}`);
  expect(messages([f4(0, 0.5, 0.25, 1.000_000_1), ofTest(u1(0, 1))])).toEqual([
    'info: pixels (float32 and uint8) go from 0 to 1.00000012 and are read on the scale 0 to 1; values beyond it by rounding are clipped.',
  ]);
  expect(messages([u1(0, 1)])).toEqual([
    'warning: the largest of all pixels is 1, so they are read on the scale 0 to 1, not 0 to 255. If the images really are that dark, set dataset.pixel_range: { black: 0, white: 255 }.',
  ]);
});

describe('refuses', () => {
  const outside = 'dataset-values-out-of-range';
  const ambiguous = 'dataset-ambiguous-range';
  test.each<[string, readonly PixelSource[], string, RegExp, RegExp]>([
    ['NaN', [f4(0, Number.NaN)], outside, /x_train: element 1 is NaN/, /isfinite/],
    ['infinity', [f4(-Infinity, 1)], outside, /element 0 is -Infinity/, /isfinite/],
    ['-1 to 1', [f4(-1, 0.5, 1, 0)], outside, /element 0 is -1, expected 0 to 1.* -1 to 1/, /black: -1, white: 1 /],
    ['standardized floats', [f4(-2.1, 0.5, 2.6, 0)], outside, /-2\.09/, /dataset\.normalization.*black: -3, white: 3 /],
    ['signed bytes', [source('i1', Int8Array.of(-5, 100))], outside, /is -5, expected 0 to 255/, /-128, white: 127/],
    ['12 bits', [source('u2', Uint16Array.of(0, 4095))], outside, /element 1 is 4095/, /black: 0, white: 65535/],
    ['more than 16 bits', [source('i4', Int32Array.of(0, 70_000))], outside, /is 70000/, /white: 70000/],
    ['256 in floats', [f4(0, 256)], outside, /is 256, expected 0 to 1, or 0 to 255/, /pixel_range/],
    ['percent with fractions', [f4(0, 50.5, 100, 1)], ambiguous, /0 to 1 or 0 to 255: .*up to 100/, /white: 100 .*255/],
    [
      'a pixel that is far too bright',
      [f4(0, 0.5, 0.2, 0.7, 0.1, 200)],
      ambiguous,
      /x_train: .* 0 to 1 or 0 to 255: 2 images .* 1 image goes above it, up to 200 \(element 5\)/,
      /numpy\.clip/,
    ],
    ['a pixel that is a bit too bright', [f4(0, 0.5, 1.5, 0.1)], ambiguous, /up to 1\.5 \(element 2\)/, /white: 2 /],
    [
      'training floats of 0 to 1 beside test bytes',
      [f4(0, 0.5, 0.25, 1), ofTest(u1(0, 255))],
      ambiguous,
      /x_train goes from 0 to 1, x_test goes from 0 to 255/,
      /one scale/,
    ],
    [
      'training bytes beside test floats of 0 to 1',
      [u1(0, 255), ofTest(f4(0, 0.5, 0.25, 1))],
      ambiguous,
      /x_test goes from 0 to 1, x_train goes from 0 to 255/,
      /one scale/,
    ],
    ['floats on both scales', [f4(0, 0.5), ofTest(f4(0, 254.5))], ambiguous, /0\.5, x_test .* 254\.5/, /one scale/],
    ['0 and 1 beside bytes', [idx(0, 1), ofTest(idx(0, 255))], ambiguous, /x_train goes from 0 to 1/, /one scale/],
    ['levels beside fractions', [u1(0, 7), ofTest(f4(0.5, 1))], ambiguous, /x_test goes from 0.5 to 1/, /one scale/],
  ])('%s', (_what, sources, code, message, hint) => {
    expect(() => chooseRange(sources)).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message), hint: expect.stringMatching(hint) }),
    );
  });

  test('values beyond the range of the option', () => {
    expect(() => chooseRange([f4(0, 1, 1.2, 0)], { black: 0, white: 1.1 })).toThrow(
      expect.objectContaining({
        code: outside,
        message: expect.stringMatching(/element 2 is 1\.2\d*, expected 0 to 1\.1, as dataset\.pixel_range says/),
      }),
    );
  });

  test('white that is not above black', () => {
    expect(pixelRangeSchema.safeParse({ black: 1, white: 1 }).success).toBe(false);
    expect(pixelRangeSchema.safeParse({ black: -1, white: 1 }).success).toBe(true);
  });
});
