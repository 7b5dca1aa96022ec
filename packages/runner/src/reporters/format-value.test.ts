import { expect, test } from 'vitest';
import { formatValue } from './format-value.ts';

test.each([
  [0, '0.0000'],
  [0.96123, '0.9612'],
  [-0.5, '-0.5000'],
  [12.345, '12.35'],
  [1234.56, '1234.6'],
  [123_456, '1.2e+5'],
  [0.000012, '1.2e-5'],
  [Number.NaN, 'nan'],
  [Infinity, 'inf'],
  [-Infinity, '-inf'],
])('%f is %s', (value, text) => {
  expect(formatValue(value)).toBe(text);
});
