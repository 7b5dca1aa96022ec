import { compareByGoal, quantile } from '@sweepdeck/core/statistics';
import type { ChartConfiguration } from 'chart.js';
import { cellLayer, type CellMark } from '../parts/cell-layer.ts';
import { emptyText, sharedOptions, tooltipLook } from '../parts/chart-defaults.ts';
import { withAlpha } from '../parts/color.ts';
import { scaleColor, textColorOn } from '../parts/color-scale.ts';
import { emptyMessage } from '../parts/empty-message.ts';
import { shortenLabel } from '../parts/labels.ts';
import { formatMetric, metricVariants, type DrawnMetric } from '../../words/metrics.ts';
import { matrixAxis, matrixCellSize } from '../parts/matrix-axes.ts';
import { seriesColor } from '../parts/palette.ts';
import type { ChartTheme } from '../parts/theme.ts';

export interface HeatmapAxis {
  readonly title: string;
  /** In drawing order: left to right, top to bottom. */
  readonly values: readonly { readonly id: string; readonly label: string }[];
}

export interface HeatmapCell {
  /** The cell's id in the store; clicks find it in the drawn datum. */
  readonly cell: string;
  /** `id` of a value of the x axis. */
  readonly x: string;
  readonly y: string;
  /** Mean over the repeats; null when there is none. */
  readonly value: number | null;
  /**
   * Determines the colour instead of the value, for values that must not choose anything, such as those on test
   * images.
   */
  readonly shade?: number | null;
  /** For cells with diverged repeats, the mean by the other policy. */
  readonly otherMean?: { readonly value: number; readonly policy: 'worst' | 'leave-out' };
  readonly state: 'finished' | 'diverged' | 'pending';
  /** Number of finished repeats. */
  readonly count: number;
  readonly divergedCount?: number;
  readonly trialIds: readonly number[];
}

export interface HeatmapDomain {
  readonly min: number;
  readonly max: number;
}

export interface HeatmapData {
  /** The goal is that of the value that determines the colours. */
  readonly metric: DrawnMetric;
  readonly xAxis: HeatmapAxis;
  readonly yAxis: HeatmapAxis;
  readonly cells: readonly HeatmapCell[];
  /** Noun for the repeats of a cell; default: seed. */
  readonly repeatNoun?: string;
  /** Colour domain, shared between small multiples, see `heatmapDomain`; default: that of this heatmap. */
  readonly domain?: HeatmapDomain;
  /** Cells with an outline; default: the best cell of this heatmap. */
  readonly bestCells?: readonly string[];
  /** Cells marked with a dot, with their place in the palette. */
  readonly ticked?: ReadonlyMap<string, number>;
}

export interface HeatmapDatum {
  readonly x: string;
  readonly y: string;
  readonly source: HeatmapCell;
}

/**
 * Returns the colour domain over one or several heatmaps of the same metric; null without a finite value. The bad end
 * is cut at Tukey's fence (1.5 interquartile ranges below the lower quartile, for a metric to maximize), so that one
 * cell at chance level does not make all good cells look alike.
 */
export function heatmapDomain(heatmaps: readonly Pick<HeatmapData, 'cells' | 'metric'>[]): HeatmapDomain | null {
  const values = heatmaps.flatMap(({ cells }) => cells.map(shadeOf).filter(isFinite));
  if (values.length === 0) return null;
  const [first, lower, upper, last] = [
    quantile(values, 0),
    quantile(values, 0.25),
    quantile(values, 0.75),
    quantile(values, 1),
  ];
  const fence = 1.5 * (upper - lower);
  if (fence === 0) return { min: first, max: last };
  const isMaximized = heatmaps[0]?.metric.goal === 'maximize';
  return isMaximized
    ? { min: Math.max(first, lower - fence), max: last }
    : { min: first, max: Math.min(last, upper + fence) };
}

function shadeOf({ value, shade }: HeatmapCell): number | null {
  return shade === undefined ? value : shade;
}

function isFinite(value: number | null): value is number {
  return value !== null && Number.isFinite(value);
}

/** With more rows, each row is low and has a single line of text. */
const maxComfortableRows = 8;

/**
 * Returns the height in CSS pixels at which the rows are comfortable to read, with room for column names of several
 * lines.
 */
export function heatmapHeightPx(data: Pick<HeatmapData, 'xAxis' | 'yAxis'>): number {
  const rows = Math.max(1, data.yAxis.values.length);
  const hasNames = data.xAxis.values.some(({ label }) => label.length > 7);
  return (hasNames ? 92 : 64) + rows * (rows > maxComfortableRows ? 24 : 44);
}

/** Shows a metric over two axes. Better cells contrast more with the surface, whatever the metric's goal. */
export function buildHeatmapConfig(data: HeatmapData, theme: ChartTheme): ChartConfiguration<'matrix', HeatmapDatum[]> {
  const { xAxis, yAxis, cells, metric } = data;
  const domain = data.domain ?? heatmapDomain([data]);
  const fills = cells.map((cell) => cellFill(cell, metric.goal, domain, theme));
  const best = data.bestCells ?? bestCell(data);
  const marks = cells.map((cell, index): CellMark => {
    const mark = cellMark(cell, fills[index] ?? theme.surface, best.includes(cell.cell), data, theme);
    const place = data.ticked?.get(cell.cell);
    if (place === undefined) return mark;
    return { ...mark, dot: { color: seriesColor(place, theme.mode), ring: theme.surface } };
  });
  const isEmpty = cells.length === 0;
  const labelOf = (axis: HeatmapAxis, id: string): string => axis.values.find((value) => value.id === id)?.label ?? id;
  return {
    type: 'matrix',
    data: {
      datasets: [
        {
          data: cells.map((cell) => ({ x: cell.x, y: cell.y, source: cell })),
          backgroundColor: fills,
          hoverBackgroundColor: fills,
          borderWidth: 0,
          ...matrixCellSize(xAxis.values.length, yAxis.values.length, 2),
        },
      ],
    },
    plugins: [cellLayer, emptyMessage],
    options: {
      ...sharedOptions,
      layout: { padding: { top: 4, right: 4 } },
      scales: {
        x: matrixAxis(xAxis, { position: 'bottom', isDisplayed: !isEmpty }, theme),
        y: matrixAxis(
          yAxis,
          { position: 'left', isDisplayed: !isEmpty, maxLines: yAxis.values.length > maxComfortableRows ? 1 : 2 },
          theme,
        ),
      },
      plugins: {
        legend: { display: false },
        tooltip: {
          ...tooltipLook(theme),
          displayColors: false,
          callbacks: {
            title: () => '',
            label: ({ dataIndex }) => {
              const cell = cells[dataIndex];
              if (cell === undefined) return '';
              const place = `${shortenLabel(labelOf(yAxis, cell.y), 34)}, ${xAxis.title} ${labelOf(xAxis, cell.x)}`;
              return [place, describeCell(cell, metric, data.repeatNoun)];
            },
          },
        },
        cellLayer: { fontFamily: theme.fontFamily, cells: marks, readableSizePx: 11 },
        emptyMessage: emptyText(isEmpty ? 'No cells to show' : '', theme),
      },
    },
  };
}

function bestCell({ cells, metric }: HeatmapData): readonly string[] {
  const scored = cells.flatMap((each) => {
    const score = shadeOf(each);
    return each.state === 'finished' && isFinite(score) ? [{ cell: each.cell, score }] : [];
  });
  return scored
    .toSorted((a, b) => compareByGoal(metric.goal, a.score, b.score))
    .slice(0, 1)
    .map(({ cell }) => cell);
}

function cellFill(
  cell: HeatmapCell,
  goal: HeatmapData['metric']['goal'],
  domain: HeatmapDomain | null,
  theme: ChartTheme,
): string {
  const shade = shadeOf(cell);
  if (cell.state !== 'finished' || !isFinite(cell.value) || !isFinite(shade) || domain === null) return theme.surface;
  const span = domain.max - domain.min;
  const share = span > 0 ? (shade - domain.min) / span : 1;
  return scaleColor('goodness', goal === 'maximize' || span === 0 ? share : 1 - share, theme.mode);
}

function cellMark(
  cell: HeatmapCell,
  fill: string,
  isBest: boolean,
  { metric }: HeatmapData,
  theme: ChartTheme,
): CellMark {
  if (cell.state === 'pending') {
    return {
      variants: [''],
      color: theme.muted,
      outline: { color: withAlpha(theme.muted, 0.6), widthPx: 1, isDashed: true },
    };
  }
  if (cell.state === 'diverged' || !isFinite(cell.value)) {
    return {
      variants: ['diverged', '×'],
      color: theme.muted,
      hatch: { color: withAlpha(theme.muted, 0.35), ground: theme.surface },
      outline: { color: withAlpha(theme.muted, 0.35), widthPx: 1, isDashed: false },
    };
  }
  const diverged = cell.divergedCount ?? 0;
  return {
    variants: metricVariants(cell.value, metric.kind),
    color: textColorOn(fill),
    ...(isBest ? { outline: { color: theme.ink, widthPx: 2, isDashed: false, halo: theme.surface } } : {}),
    ...(diverged > 0 ? { corner: `${diverged}×` } : {}),
  };
}

function describeCell(cell: HeatmapCell, { title, kind }: HeatmapData['metric'], noun = 'seed'): string {
  if (cell.state === 'pending') return 'not finished yet';
  const diverged = cell.divergedCount ?? 0;
  if (cell.state === 'diverged' || !isFinite(cell.value))
    return diverged > 1 ? `all ${diverged} ${noun}s diverged` : 'diverged';
  const seeds = `${cell.count} ${noun}${cell.count === 1 ? '' : 's'}`;
  const { otherMean } = cell;
  const words = otherMean?.policy === 'worst' ? 'with them as worst' : 'without';
  const other = otherMean === undefined ? '' : ` (${formatMetric(otherMean.value, kind)} ${words})`;
  return `${title} ${formatMetric(cell.value, kind)}, ${seeds}${diverged > 0 ? `, ${diverged} diverged${other}` : ''}`;
}
