import { contrast, mixColors } from './color.ts';
import type { ThemeMode } from './theme.ts';

type Anchors = readonly [string, string, ...string[]];

/**
 * Colours from "hardly any" to "best". Lightness changes in one direction, away from the surface, so that the order
 * survives greyscale print and colour blindness: pale yellow to deep blue on light, deep blue to pale yellow on dark.
 */
const goodness: Readonly<Record<ThemeMode, Anchors>> = {
  light: ['#f7f3d0', '#c3e0b4', '#79c2b4', '#3b93b4', '#2860a4', '#23306f'],
  dark: ['#1c2344', '#25457e', '#2a7093', '#3f9f93', '#8ecb7c', '#f0ec9a'],
};

const badness: Readonly<Record<ThemeMode, Anchors>> = {
  light: ['#fdf3ec', '#f9cfae', '#ee9560', '#cf5a24', '#8f2f0c'],
  dark: ['#241a17', '#54291a', '#93441f', '#d8722f', '#ffbd84'],
};

const scales = { goodness, badness } as const;
type ColorScaleName = keyof typeof scales;

/** Returns the colour at `share` 0..1 of the scale; values outside get the nearer end. */
export function scaleColor(scale: ColorScaleName, share: number, mode: ThemeMode): string {
  const anchors = scales[scale][mode];
  const position = Math.min(1, Math.max(0, Number.isFinite(share) ? share : 0)) * (anchors.length - 1);
  const index = Math.min(anchors.length - 2, Math.floor(position));
  return mixColors(anchors[index] ?? anchors[0], anchors[index + 1] ?? anchors[1], position - index);
}

/** Returns black or white, whichever reads better on the fill; at least 4.2:1 on any colour. */
export function textColorOn(fill: string): string {
  return contrast(fill, '#10131a') >= contrast(fill, '#ffffff') ? '#10131a' : '#ffffff';
}
