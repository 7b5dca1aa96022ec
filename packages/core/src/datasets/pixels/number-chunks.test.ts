import { expect, test } from 'vitest';
import { numberChunks } from './number-chunks.ts';

const all = (values: Parameters<typeof numberChunks>[0]): number[] =>
  [...numberChunks(values)].flatMap(({ numbers }) => [...numbers]);
const wide = [0n, 1n, 255n, 2n ** 31n, 2n ** 32n, 2n ** 53n + 1n, 2n ** 62n + 12_345n];

test('integers of 64 bits are the numbers that they convert to', () => {
  const signed = [...wide, ...wide.map((value) => -value), 2n ** 63n - 1n, -(2n ** 63n)];
  expect(all(BigInt64Array.from(signed))).toEqual(signed.map((value) => Number(value)));
  const unsigned = [...wide, 2n ** 64n - 1n, 2n ** 63n];
  expect(all(BigUint64Array.from(unsigned))).toEqual(unsigned.map(Number));
});

test('every element comes once, from one chunk or several', () => {
  const length = 2 ** 16 + 3;
  let [next, chunks] = [0, 0];
  for (const { start, numbers } of numberChunks(BigInt64Array.from({ length }, (_, i) => BigInt(i)))) {
    expect(start).toBe(next);
    expect(numbers.every((value, i) => value === start + i)).toBe(true);
    next += numbers.length;
    chunks++;
  }
  expect({ next, chunks }).toEqual({ next: length, chunks: 2 });
  const floats = Float32Array.of(1, 2);
  expect([...numberChunks(floats)]).toEqual([{ start: 0, numbers: floats }]);
});
