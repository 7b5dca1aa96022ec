import { expect, test } from 'vitest';
import { formatDuration } from './format-duration.ts';

test.each([
  [0, '0.0 s'],
  [0.0001, '1 ms'],
  [0.04, '40 ms'],
  [0.05, '0.1 s'],
  [8.26, '8.3 s'],
  [9.94, '9.9 s'],
  [9.96, '10 s'],
  [59.4, '59 s'],
  [59.6, '1 min'],
  [245, '4 min 5 s'],
  [599.6, '10 min'],
  [2280, '38 min'],
  [3599, '1 h'],
  [99.96, '1 min 40 s'],
  [7500, '2 h 5 min'],
  [7800, '2 h 10 min'],
  [86_399, '1 d'],
  [100 * 3600, '4 d 4 h'],
  [Number.NaN, '?'],
  [Infinity, '?'],
])('%f seconds are %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});
