import { expect, test } from 'vitest';
import { joinArrays, type ArrayPair } from './join-arrays.ts';
import type { NumpyArray } from './parse-npy.ts';
import type { Elements } from './read-elements.ts';

const array = (from: string, type: string, shape: readonly number[], values: Elements): NumpyArray => ({
  from,
  type,
  shape,
  values,
});
const floats = (...values: readonly number[]): NumpyArray =>
  array('x', 'f4', [values.length, 1, 1], Float32Array.from(values));
const labels = (...values: readonly number[]): NumpyArray =>
  array('y', 'i8', [values.length], BigInt64Array.from(values, BigInt));
const pair = (images: NumpyArray, of: NumpyArray = labels(0, 1)): ArrayPair => ({ images, labels: of });
const bytes = (train: ArrayPair, held?: ArrayPair): number[] => [...joinArrays(train, held).images];

test('floats up to 1 are scaled to bytes, others are bytes already', () => {
  expect(bytes(pair(floats(0, 1)))).toEqual([0, 255]);
  expect(bytes(pair(floats(0.5, 0.25)))).toEqual([128, 64]);
  expect(bytes(pair(floats(0, 254.6)))).toEqual([0, 255]);
});

test('training and test images are scaled alike', () => {
  expect(bytes(pair(floats(0, 200)), pair(floats(17, 0)))).toEqual([0, 200, 17, 0]);
  expect(bytes(pair(floats(0, 1)), pair(floats(1, 0)))).toEqual([0, 255, 255, 0]);
});

test('whole numbers are bytes', () => {
  expect(bytes(pair(array('x', 'i8', [2, 1, 1], BigInt64Array.of(0n, 17n))))).toEqual([0, 17]);
});

test('labels are indices, a column of indices, or one-hot rows', () => {
  const of = (y: NumpyArray): unknown => {
    const { labels: found, classNames } = joinArrays(pair(floats(0, 0, 1), y), undefined);
    return { found: [...found], classNames };
  };
  const expected = { found: [2, 0, 1], classNames: ['0', '1', '2'] };
  expect(of(labels(2, 0, 1))).toEqual(expected);
  expect(of(array('y', 'u1', [3, 1], Uint8Array.of(2, 0, 1)))).toEqual(expected);
  expect(of(array('y', 'f8', [3], Float64Array.of(2, 0, 1)))).toEqual(expected);
  const rows = [0, 0, 1, 1, 0, 0, 0, 1, 0];
  expect(of(array('y', 'f4', [3, 3], Float32Array.from(rows)))).toEqual(expected);
  expect(of(array('y', 'b1', [3, 3], Uint8Array.from(rows)))).toEqual(expected);
  const wider = [0, 0, 1, 0, 1, 0, 0, 0, 0, 1, 0, 0];
  expect(of(array('y', 'u1', [3, 4], Uint8Array.from(wider)))).toMatchObject({ classNames: ['0', '1', '2', '3'] });
});

test.each([
  ['flat images', pair(array('x', 'u1', [2, 4], new Uint8Array(8))), 'dataset-wrong-shape', /x: the shape is \[2, 4\]/],
  [
    'channels first',
    pair(array('x', 'u1', [2, 3, 8, 8], new Uint8Array(384))),
    'dataset-wrong-shape',
    /\[2, 3, 8, 8\]/,
  ],
  ['no images', pair(array('x', 'u1', [0, 4, 4], new Uint8Array(0)), labels()), 'dataset-empty', /\[0, 4, 4\]/],
  [
    'standardized images',
    pair(floats(0, -0.4)),
    'dataset-values-out-of-range',
    /element 1 is -0\.4.*, expected 0 to 1/,
  ],
  ['NaN', pair(floats(Number.NaN, 1)), 'dataset-values-out-of-range', /element 0 is NaN/],
  ['infinity', pair(floats(0, Number.POSITIVE_INFINITY)), 'dataset-values-out-of-range', /element 1 is Infinity/],
  [
    '16-bit pixels',
    pair(array('x', 'u2', [2, 1, 1], Uint16Array.of(0, 256))),
    'dataset-values-out-of-range',
    /is 256, expected 0 to 255/,
  ],
  ['fewer labels', pair(floats(0, 1, 1)), 'dataset-count-mismatch', /x holds 3 images, y holds 2 labels/],
  ['negative labels', pair(floats(0, 1), labels(0, -1)), 'dataset-unknown-label', /y: label 1 is -1/],
  ['more than 256 classes', pair(floats(0, 1), labels(0, 256)), 'dataset-unknown-label', /label 1 is 256/],
  ['float labels', pair(floats(0, 1), floats(0, 1)), 'dataset-wrong-shape', /\[2, 1, 1\]/],
  [
    'labels with fractions',
    pair(floats(0, 1), array('y', 'f4', [2], Float32Array.of(0, 1.5))),
    'dataset-labels-not-whole',
    /y: label 1 is 1\.5/,
  ],
  [
    'soft labels',
    pair(floats(0, 1), array('y', 'f4', [2, 2], Float32Array.of(1, 0, 0.5, 0.5))),
    'dataset-not-one-hot',
    /row 1 is \[0\.5, 0\.5\]/,
  ],
  [
    'rows of several ones',
    pair(floats(0, 1), array('y', 'u1', [2, 2], Uint8Array.of(1, 0, 1, 1))),
    'dataset-not-one-hot',
    /row 1/,
  ],
  ['one class', pair(floats(0, 1), labels(0, 0)), 'dataset-single-class', /every label is 0/],
])('refuses %s', (_what, train, code, message) => {
  expect(() => joinArrays(train, undefined)).toThrow(
    expect.objectContaining({ code, message: expect.stringMatching(message), hint: expect.stringMatching(/\w/) }),
  );
});

test('refuses test images of another shape and test labels that one-hot training labels do not have', () => {
  const other = array('x_test', 'u1', [2, 2, 1], new Uint8Array(4));
  expect(() => joinArrays(pair(floats(0, 1)), pair(other))).toThrow(
    expect.objectContaining({
      code: 'dataset-shape-mismatch',
      message: expect.stringMatching(/2 x 1 x 1, .*1 x 1 x 1/),
    }),
  );
  const oneHot = array('y', 'u1', [2, 2], Uint8Array.of(1, 0, 0, 1));
  expect(() => joinArrays(pair(floats(0, 1), oneHot), pair(floats(0, 1), labels(0, 2)))).toThrow(
    expect.objectContaining({
      code: 'dataset-unknown-label',
      message: expect.stringMatching(/label 1 is 2, expected 0 to 1/),
    }),
  );
});
