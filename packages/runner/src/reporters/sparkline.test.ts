import { expect, test } from 'vitest';
import { sparkline } from './sparkline.ts';

test.each([
  ['rises from the lowest to the highest bar', [0, 1, 2, 3, 4, 5, 6, 7], 8, '▁▂▃▄▅▆▇█'],
  ['falls', [1, 0], 8, '█▁'],
  ['a flat curve runs through the middle', [0.9, 0.9, 0.9], 8, '▅▅▅'],
  ['one value', [3], 8, '▅'],
  ['none', [], 8, ''],
  ['NaN and infinity are marked and do not stretch the rest', [0, Number.NaN, 1, Infinity], 8, '▁×█×'],
  ['nothing but NaN', [Number.NaN], 8, '×'],
  ['a long curve ends with its last value', [0, 0, 0, 0, 0, 1], 3, '▁▁█'],
  ['no room', [1, 2], 0, ''],
  ['negative room', [1, 2], -3, ''],
])('%s', (_, values, width, line) => {
  expect(sparkline(values, width)).toBe(line);
});
