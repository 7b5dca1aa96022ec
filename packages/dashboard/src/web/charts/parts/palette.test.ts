import { expect, test } from 'vitest';
import { contrast, parseHex, toHex, toLinear, toOklab, type Rgb } from './color.ts';
import { paletteSize, seriesColor, seriesStyle } from './palette.ts';
import { chartThemes, type ThemeMode } from './theme.ts';

const modes: readonly ThemeMode[] = ['light', 'dark'];
type Matrix = readonly (readonly [number, number, number])[];

/** Machado, Oliveira, Fernandes (2009), severity 1, on linear RGB. */
const visions: Readonly<Record<string, Matrix>> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
};

function seen(hex: string, vision: Matrix): Rgb {
  const linear = parseHex(hex).map(toLinear);
  const [red = 0, green = 0, blue = 0] = vision.map((row) => {
    const value = row.reduce((sum, weight, index) => sum + weight * (linear[index] ?? 0), 0);
    const clamped = Math.min(1, Math.max(0, value));
    return clamped <= 0.0031308 ? clamped * 12.92 : 1.055 * clamped ** (1 / 2.4) - 0.055;
  });
  return [red, green, blue];
}

/** OKLab distance times 100; about 2 is just noticeable. */
function distance(first: Rgb, second: Rgb): number {
  const [a, b] = [toOklab(first), toOklab(second)];
  return 100 * Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

function smallestDistance(colors: readonly string[], vision: Matrix): number {
  const all = colors.map((color) => seen(color, vision));
  return Math.min(...all.flatMap((one, index) => all.slice(index + 1).map((other) => distance(one, other))));
}

const paletteOf = (mode: ThemeMode): readonly string[] =>
  Array.from({ length: paletteSize }, (_, index) => seriesColor(index, mode));

for (const mode of modes) {
  test.each(Object.keys(visions))(`the ${mode} palette can be told apart with %s vision`, (name) => {
    expect(smallestDistance(paletteOf(mode), visions[name] ?? [])).toBeGreaterThan(11);
  });

  test(`every colour of the ${mode} palette has 3:1 against what charts are drawn on`, () => {
    const { surface } = chartThemes[mode];
    for (const color of paletteOf(mode)) expect(contrast(color, surface)).toBeGreaterThanOrEqual(3);
  });

  test(`text of the ${mode} theme has 4.5:1 on the page and on its cards`, () => {
    const { ink, muted, surface, background } = chartThemes[mode];
    for (const text of [ink, muted]) {
      for (const ground of [surface, background]) expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5);
    }
  });
}

test('the distance check can fail: red and green of a traffic light are alike to some', () => {
  const lights = ['#c85a17', '#7d7a1c'];
  expect(smallestDistance(lights, visions['normal'] ?? [])).toBeGreaterThan(11);
  expect(smallestDistance(lights, visions['deuteranopia'] ?? [])).toBeLessThan(11);
});

test('series beyond the palette differ by their dashes', () => {
  const styles = Array.from({ length: 40 }, (_, index) => JSON.stringify(seriesStyle(index, 'light')));
  expect(new Set(styles).size).toBe(40);
  expect(seriesStyle(0, 'light').dash).toEqual([]);
  expect(seriesColor(8, 'dark')).toBe(seriesColor(0, 'dark'));
});

test('hex colours survive a round trip and nonsense is refused', () => {
  expect(toHex(parseHex('#1930d0'))).toBe('#1930d0');
  expect(() => parseHex('red')).toThrow('#rrggbb');
});
