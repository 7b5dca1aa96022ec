import { expect, test } from 'vitest';
import { readSize } from './read-size.ts';

test.each([
  ['2GiB', 2 * 2 ** 30],
  ['800 MiB', 800 * 2 ** 20],
  ['1.5G', 1.5 * 2 ** 30],
  ['64m', 64 * 2 ** 20],
  ['2GB', 2e9],
])('%s', (text, bytes) => {
  expect(readSize('worker-memory', text)).toBe(bytes);
});

test.each(['2', '', 'much', '-1GiB', '0GiB', '1KiB', '1e9GiB', '2TiB'])('%j is refused', (text) => {
  expect(() => readSize('worker-memory', text)).toThrow(/--worker-memory: saw .* such as 2GiB/);
});

test('nothing is undefined', () => {
  expect(readSize('worker-memory', undefined)).toBeUndefined();
});
