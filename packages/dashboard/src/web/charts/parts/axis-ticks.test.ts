import { expect, test } from 'vitest';
import { formatLogarithmicTick, formatTick } from './axis-ticks.ts';

test('a tick has as many decimals as its step', () => {
  expect(formatTick(0.95, 'share', 0.05)).toBe('95 %');
  expect(formatTick(0.975, 'share', 0.025)).toBe('97.5 %');
  expect(formatTick(0.25, 'loss', 0.05)).toBe('0.25');
  expect(formatTick(0, 'loss', 0.05)).toBe('0');
  expect(formatTick(20_000, 'number', 5000)).toBe('20k');
  expect(formatTick(2e12, 'loss', 1e12)).toBe('2e12');
  expect(formatTick(90, 'seconds', 30)).toBe('1 min 30 s');
  expect(formatTick(0.25, 'seconds', 0.05)).toBe('0.25 s');
  expect(formatTick(-0.5, 'number', 0.5)).toBe('−0.5');
});

test('logarithmic ticks are powers of ten, at most some six of them', () => {
  const range = { min: 1e-5, max: 10 };
  expect(formatLogarithmicTick(0.01, range)).toBe('0.01');
  expect(formatLogarithmicTick(0.15, range)).toBeNull();
  expect(formatLogarithmicTick(0.02, range)).toBeNull();
  const wide = Array.from({ length: 61 }, (_, index) =>
    formatLogarithmicTick(10 ** (index - 30), { min: 1e-30, max: 1e30 }),
  );
  expect(wide.filter((text) => text !== null)).toHaveLength(7);
});

test('a single decade also has 2 and 5', () => {
  const texts = [1, 2, 3, 5, 10].map((value) => formatLogarithmicTick(value, { min: 1, max: 10 }));
  expect(texts).toEqual(['1', '2', null, '5', '10']);
});
