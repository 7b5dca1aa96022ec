import { expect, test } from 'vitest';
import { z } from 'zod';
import { stringifyWire, wireNumber } from './wire-number.ts';

test.each([0, -1.5, 1e300, Number.NaN, Infinity, -Infinity])('%s comes back as itself', (value) => {
  const text = stringifyWire({ value: [value] });
  expect(text).not.toContain('null');
  expect(z.object({ value: z.array(wireNumber) }).parse(JSON.parse(text)).value[0]).toBe(value);
});

test.each([[null], ['nan'], ['12'], [undefined]])('%s is refused', (value) => {
  expect(wireNumber.safeParse(value).success).toBe(false);
});
