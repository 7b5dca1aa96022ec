import { expect, test } from 'vitest';
import { formatAge } from './times.ts';

test('an age has one unit', () => {
  expect(formatAge(1000, 2000)).toBe('just now');
  expect(formatAge(0, 3 * 3_600_000)).toMatch(/^3 hr?\.? ago$|^3 hours ago$/);
});
