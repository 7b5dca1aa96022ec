import { expect, test } from 'vitest';
import { formatBytes } from './format-bytes.ts';

test.each([
  [0, '0 bytes'],
  [1023, '1023 bytes'],
  [1024, '1 KiB'],
  [1.26 * 2 ** 20, '1.3 MiB'],
  [64 * 2 ** 20, '64 MiB'],
  [4_294_901_760, '4 GiB'],
  [2 ** 30 - 1, '1 GiB'],
  [9 * 2 ** 50, '9216 TiB'],
])('%d bytes are %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});
