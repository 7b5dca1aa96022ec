import { axisTitle, chartFont, fontSizePx } from './chart-defaults.ts';
import { wrapLabel } from './labels.ts';
import type { ChartTheme } from './theme.ts';

export interface MatrixAxisValues {
  readonly title: string;
  readonly values: readonly { readonly id: string; readonly label: string }[];
}

export interface MatrixAxisPlace {
  readonly position: 'bottom' | 'top' | 'left';
  readonly isDisplayed: boolean;
  /** Maximum number of lines per label; default 3 below columns, 1 beside rows. */
  readonly maxLines?: number;
  /** Share of the chart's width that row labels may take; default 0.3. */
  readonly labelShare?: number;
}

/** Width of an average letter of a sans-serif font, relative to the font size. */
const letterWidth = 0.58;
const smallFontPx = 9;
/** Gap between the labels of adjacent columns. */
const labelGapPx = 3;
const minLabelLength = 6;
/** Maximum length of the rotated labels of columns too narrow for words. */
const turnedLabelLength = 14;

interface LabelLayout {
  readonly sizePx: number;
  readonly isTurned: boolean;
  readonly linesOf: (label: string) => readonly string[];
}

/** Chooses a layout for the labels: in full at the usual size, otherwise in full at a small size, otherwise rotated. */
function layOutColumns(labels: readonly string[], columnPx: number, maxLines: number): LabelLayout {
  for (const sizePx of [fontSizePx, smallFontPx]) {
    const fitting = Math.floor((columnPx - labelGapPx) / (sizePx * letterWidth));
    const linesOf = (label: string) => wrapLabel(label, fitting, maxLines);
    const isWhole = (label: string) => linesOf(label).every((line) => line.length <= fitting && !line.includes('…'));
    if (fitting > 0 && labels.every(isWhole)) return { sizePx, isTurned: false, linesOf };
    if (sizePx === smallFontPx && fitting >= minLabelLength && maxLines > 1)
      return { sizePx, isTurned: false, linesOf };
  }
  return { sizePx: fontSizePx, isTurned: true, linesOf: (label) => wrapLabel(label, turnedLabelLength, 1) };
}

/** Makes a category axis by id that shows labels. Labels are omitted only when they would overlap. */
export function matrixAxis(axis: MatrixAxisValues, place: MatrixAxisPlace, theme: ChartTheme) {
  const { position, isDisplayed, labelShare = 0.3 } = place;
  const isRow = position === 'left';
  const maxLines = place.maxLines ?? (isRow ? 1 : 3);
  const labels = axis.values.map(({ label }) => label);
  const layOut = (scale: LaidOutScale): LabelLayout => {
    if (!isRow) return layOutColumns(labels, scale.maxWidth / labels.length, maxLines);
    const fitting = Math.floor((scale.chart.width * labelShare) / (fontSizePx * letterWidth));
    const linesOf = (label: string) => wrapLabel(label, Math.max(minLabelLength, fitting), maxLines);
    return { sizePx: fontSizePx, isTurned: false, linesOf };
  };
  const maxRotation = ({ scale }: { readonly scale: LaidOutScale }): number => (layOut(scale).isTurned ? 60 : 0);
  return {
    type: 'category' as const,
    labels: axis.values.map(({ id }) => id),
    position,
    offset: true,
    reverse: false,
    display: isDisplayed,
    title: axisTitle(axis.title, theme),
    grid: { display: false },
    border: { display: false },
    ticks: {
      color: theme.ink,
      // Tick options receive their scale in the context; Chart.js's types do not say that it is laid out.
      font: ({ scale }: { readonly scale?: unknown }) => ({
        ...chartFont(theme),
        size: layOut(scale as LaidOutScale).sizePx,
      }),
      autoSkip: true,
      autoSkipPadding: 0,
      padding: 4,
      // Scriptable in Chart.js, although its types say number.
      maxRotation: maxRotation as unknown as number,
      callback(this: LaidOutScale, _value: number | string, index: number): string | string[] {
        const lines = layOut(this).linesOf(labels[index] ?? '');
        return lines.length === 1 ? (lines[0] ?? '') : [...lines];
      },
    },
  };
}

/** A Chart.js scale after layout. */
interface LaidOutScale {
  readonly chart: { readonly width: number };
  readonly maxWidth: number;
}

interface AreaContext {
  readonly chart: { readonly chartArea?: { readonly width: number; readonly height: number } };
}

/** Sizes cells to fill the chart with a gap between them; before the first layout their size is 0. */
export function matrixCellSize(columns: number, rows: number, gapPx: number) {
  return {
    width: ({ chart }: AreaContext): number =>
      Math.max(0, (chart.chartArea?.width ?? 0) / Math.max(1, columns) - gapPx),
    height: ({ chart }: AreaContext): number => Math.max(0, (chart.chartArea?.height ?? 0) / Math.max(1, rows) - gapPx),
  };
}
