import type { ThemeMode } from './theme.ts';

/**
 * Eight colours per mode, searched for the largest minimum OKLab distance under normal sight, protanopia and
 * deuteranopia, with at least 3:1 against the chart's surface. A place has about the same hue in both modes.
 */
const colors: Readonly<Record<ThemeMode, readonly [string, ...string[]]>> = {
  light: ['#1930d0', '#b88b0f', '#e81e7d', '#339cc8', '#0e773f', '#9d53fb', '#6c2c00', '#820187'],
  dark: ['#21a0e3', '#f7d301', '#d60b91', '#40eee1', '#19b00b', '#8047f2', '#8b661d', '#f28d90'],
};

/** Each round of colours uses the next pattern. */
const dashes: readonly (readonly number[])[] = [[], [10, 3], [10, 3, 2, 3], [2, 2], [6, 2, 2, 2, 2, 2]];

export const paletteSize = 8;

export interface SeriesStyle {
  readonly color: string;
  /** Empty for solid. */
  readonly dash: readonly number[];
}

/** Returns the colour of the series at `index`, from 0; repeats after eight. */
export function seriesColor(index: number, mode: ThemeMode): string {
  return colors[mode][index % paletteSize] ?? colors[mode][0];
}

/** Returns colour and dash pattern: up to forty series differ in at least one of them. */
export function seriesStyle(index: number, mode: ThemeMode): SeriesStyle {
  return { color: seriesColor(index, mode), dash: dashes[Math.floor(index / paletteSize) % dashes.length] ?? [] };
}
