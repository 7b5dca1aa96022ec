import { expect, test } from 'vitest';
import { contrast, luminance } from './color.ts';
import { scaleColor, textColorOn } from './color-scale.ts';

const shares = Array.from({ length: 41 }, (_, index) => index / 40);

test.each(['goodness', 'badness'] as const)('%s moves away from the surface without turning back', (scale) => {
  for (const [mode, sign] of [
    ['light', -1],
    ['dark', 1],
  ] as const) {
    const steps = shares.map((share) => sign * luminance(scaleColor(scale, share, mode)));
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
    expect(new Set(steps).size).toBe(steps.length);
  }
});

test('text reads on every colour of every scale', () => {
  for (const scale of ['goodness', 'badness'] as const) {
    for (const mode of ['light', 'dark'] as const) {
      for (const share of shares) {
        const fill = scaleColor(scale, share, mode);
        expect(contrast(textColorOn(fill), fill)).toBeGreaterThanOrEqual(4.2);
      }
    }
  }
});

test('shares outside 0..1 take the nearer end, NaN the lower', () => {
  expect(scaleColor('goodness', -3, 'light')).toBe(scaleColor('goodness', 0, 'light'));
  expect(scaleColor('goodness', 7, 'light')).toBe(scaleColor('goodness', 1, 'light'));
  expect(scaleColor('goodness', Number.NaN, 'dark')).toBe(scaleColor('goodness', 0, 'dark'));
});
