import { expect, test } from 'vitest';
import { ratesAround } from './print-range-test.ts';

test.each([
  [0.01, { from: 0.001, to: 0.1 }, ['0.0033', '0.01', '0.03']],
  [0.01, { from: 0.005, to: 0.012 }, ['0.005', '0.01', '0.012']],
  [0.01, { from: 0.01, to: 0.1 }, ['0.01', '0.03']],
  [0.01, { from: 0.01, to: 0.01 }, ['0.01']],
])('around %d within %j are %j', (rate, usable, rates) => {
  expect(ratesAround(rate, usable)).toEqual(rates);
});
