import { expect, test } from 'vitest';
import { fromHalfFloats } from './half-floats.ts';

test.each([
  [0x0000, 0],
  [0x8000, -0],
  [0x3c00, 1],
  [0xc000, -2],
  [0x3800, 0.5],
  [0x3555, 0.333_251_953_125],
  [0x7bff, 65_504],
  [0x0400, 2 ** -14],
  [0x0001, 2 ** -24],
  [0x03ff, 1023 * 2 ** -24],
  [0x7c00, Infinity],
  [0xfc00, -Infinity],
  [0x7e00, Number.NaN],
])('%i is %d', (bits, value) => {
  expect([...fromHalfFloats(Uint16Array.of(bits))]).toEqual([value]);
});
