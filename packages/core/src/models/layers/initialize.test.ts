import { beforeAll, expect, test } from 'vitest';
import { openEngine } from '../../engines/index.ts';
import { createStream } from '../../random/index.ts';
import { initialKernel, initializerNames, type Initializer } from './initialize.ts';

const [fanIn, fanOut] = [200, 100];

function valuesOf(name: Initializer, step = 0): Float32Array {
  const stream = createStream(4, 'initialization/test/kernel', step);
  const kernel = initialKernel(name, stream, { shape: [fanIn, fanOut], fanIn, fanOut });
  const values = kernel.dataSync() as Float32Array;
  kernel.dispose();
  return values;
}

beforeAll(async () => {
  await openEngine('cpu');
});

const uniform = (variance: number): readonly number[] => [
  variance,
  0.99 * Math.sqrt(3 * variance),
  Math.sqrt(3 * variance),
];
const normal = (variance: number): readonly number[] => [variance, 3 * Math.sqrt(variance), Infinity];

/** Variance by the papers, and the range of the largest size among the values. */
const expected: Readonly<Record<Initializer, readonly number[]>> = {
  'glorot-uniform': uniform(2 / 300),
  'glorot-normal': normal(2 / 300),
  'he-uniform': uniform(2 / 200),
  'he-normal': normal(2 / 200),
  'lecun-uniform': uniform(1 / 200),
  'lecun-normal': normal(1 / 200),
  orthogonal: [1 / 200, 3 / Math.sqrt(200), 1],
  zeros: [0, 0, 0],
};

test.each(initializerNames)('%s has mean 0, the variance of its paper and its range', (name) => {
  const values = valuesOf(name);
  const [variance = Number.NaN, least = Number.NaN, most = Number.NaN] = expected[name];
  const average = values.reduce((sum, value) => sum + value, 0) / values.length;
  const seen = values.reduce((sum, value) => sum + value ** 2, 0) / values.length;
  const largest = values.reduce((soFar, value) => Math.max(soFar, Math.abs(value)), 0);
  // Four standard errors of 20,000 draws; the variance of a normal's square is 2 sigma^4.
  expect(Math.abs(average)).toBeLessThanOrEqual(4 * Math.sqrt(variance / values.length));
  expect(Math.abs(seen - variance)).toBeLessThanOrEqual(4 * variance * Math.sqrt(2 / values.length));
  expect(largest).toBeGreaterThanOrEqual(least);
  expect(largest).toBeLessThanOrEqual(most);
});

test.each(initializerNames.filter((name) => name !== 'zeros'))('%s follows from its stream alone', (name) => {
  expect(valuesOf(name)).toEqual(valuesOf(name));
  expect(valuesOf(name)).not.toEqual(valuesOf(name, 1));
});
