import type { ChartConfiguration, ChartDataset } from 'chart.js';
import { formatTick } from './axis-ticks.ts';
import { axisTitle, chartFont, emptyText, sharedOptions, tooltipLook } from './chart-defaults.ts';
import { withAlpha } from './color.ts';
import { emptyMessage } from './empty-message.ts';
import { formatMetric, shortenLabel, type MetricKind } from './format.ts';
import { matrixAxis } from './matrix-axes.ts';
import { niceRange } from './nice-range.ts';
import { seriesColor } from './palette.ts';
import type { ChartTheme } from './theme.ts';

export interface SeedDotsRow {
  readonly cell: string;
  readonly label: string;
  /** A value that is not finite is a repeat that diverged. */
  readonly runs: readonly { readonly trialId: number; readonly value: number }[];
}

/** Rows in the leaderboard's order: every repeat a dot, their mean a bar. */
export interface SeedDotsData {
  readonly metric: { readonly title: string; readonly kind: MetricKind; readonly goal: 'maximize' | 'minimize' };
  readonly rows: readonly SeedDotsRow[];
  /** What the repeats of a cell are called. Default: seed. */
  readonly repeatNoun?: string;
  /** Default 12. */
  readonly maxRows?: number;
}

export interface SeedDatum {
  readonly x: number;
  /** The cell's id. */
  readonly y: string;
  readonly role: 'seed' | 'mean' | 'diverged';
  readonly trialId?: number;
  /** Runs behind a mean or a mark of divergence. */
  readonly runCount: number;
}

const defaultMaxRows = 12;

/** Height in CSS pixels for the rows that are drawn. */
export function seedDotsHeightPx(data: SeedDotsData): number {
  return 52 + Math.max(2, Math.min(data.rows.length, data.maxRows ?? defaultMaxRows)) * 24;
}

export function buildSeedDotsConfig(data: SeedDotsData, theme: ChartTheme): ChartConfiguration<'scatter', SeedDatum[]> {
  const rows = data.rows.slice(0, data.maxRows ?? defaultMaxRows);
  const values = rows.flatMap((row) => finiteRuns(row).map(({ value }) => value));
  const { kind, goal, title } = data.metric;
  const bounds =
    kind === 'share' ? { floor: 0, ceiling: 1, tickCount: 4, padding: 0.03 } : { tickCount: 4, padding: 0.03 };
  const range =
    values.length === 0 ? { min: 0, max: 1, step: 0.5 } : niceRange(Math.min(...values), Math.max(...values), bounds);
  const worst = goal === 'maximize' ? range.min : range.max;
  const isEmpty = rows.every((row) => row.runs.length === 0);
  const datasets = isEmpty ? [] : seedDatasets(rows, worst, theme);
  const axis = { title: '', values: rows.map(({ cell, label }) => ({ id: cell, label })) };
  return {
    type: 'scatter',
    data: { datasets },
    plugins: [emptyMessage],
    options: {
      ...sharedOptions,
      interaction: { mode: 'nearest', intersect: true },
      layout: { padding: { top: 4, right: 14 } },
      scales: {
        x: {
          type: 'linear',
          display: !isEmpty,
          min: range.min,
          max: range.max,
          title: axisTitle(title, theme),
          grid: { color: theme.grid, drawTicks: false },
          border: { display: false },
          ticks: {
            color: theme.muted,
            font: chartFont(theme),
            padding: 6,
            maxRotation: 0,
            stepSize: range.step,
            callback: (value) => formatTick(Number(value), kind, range.step),
          },
        },
        y: matrixAxis(axis, { position: 'left', isDisplayed: !isEmpty, labelShare: 0.45 }, theme),
      },
      plugins: {
        legend: { display: false },
        tooltip: {
          ...tooltipLook(theme),
          displayColors: false,
          callbacks: {
            title: (items) => shortenLabel(rows.find(({ cell }) => cell === datumAt(items[0])?.y)?.label ?? '', 40),
            label: (item) => describeDatum(datumAt(item), kind, data.repeatNoun),
          },
        },
        emptyMessage: emptyText(isEmpty ? 'No trial has finished yet' : '', theme),
      },
    },
  };

  function datumAt(
    item: { readonly datasetIndex: number; readonly dataIndex: number } | undefined,
  ): SeedDatum | undefined {
    return item === undefined ? undefined : datasets[item.datasetIndex]?.data[item.dataIndex];
  }
}

function finiteRuns(row: SeedDotsRow): SeedDotsRow['runs'] {
  return row.runs.filter(({ value }) => Number.isFinite(value));
}

function seedDatasets(
  rows: readonly SeedDotsRow[],
  worst: number,
  theme: ChartTheme,
): ChartDataset<'scatter', SeedDatum[]>[] {
  const color = seriesColor(0, theme.mode);
  const means = rows.flatMap((row): SeedDatum[] => {
    const runs = finiteRuns(row);
    if (runs.length === 0) return [];
    const mean = runs.reduce((sum, { value }) => sum + value / runs.length, 0);
    return [{ x: mean, y: row.cell, role: 'mean', runCount: runs.length }];
  });
  const seeds = rows.flatMap((row): SeedDatum[] =>
    finiteRuns(row).map(({ trialId, value }) => ({ x: value, y: row.cell, role: 'seed', trialId, runCount: 1 })),
  );
  const diverged = rows.flatMap((row): SeedDatum[] => {
    const runCount = row.runs.length - finiteRuns(row).length;
    return runCount === 0 ? [] : [{ x: worst, y: row.cell, role: 'diverged', runCount }];
  });
  const shared = { clip: false as const, pointHitRadius: 4 };
  return [
    {
      ...shared,
      label: 'mean',
      data: means,
      borderColor: theme.ink,
      pointStyle: 'line',
      pointRotation: 90,
      pointRadius: 8,
      pointHoverRadius: 9,
      pointBorderWidth: 2,
    },
    {
      ...shared,
      label: 'seeds',
      data: seeds,
      backgroundColor: withAlpha(color, 0.6),
      pointBorderWidth: 0,
      pointRadius: 4.5,
      pointHoverRadius: 6,
    },
    {
      ...shared,
      label: 'diverged',
      data: diverged,
      borderColor: theme.muted,
      pointStyle: 'crossRot',
      pointRadius: 5,
      pointBorderWidth: 2,
    },
  ];
}

function describeDatum(datum: SeedDatum | undefined, kind: MetricKind, noun = 'seed'): string {
  if (datum === undefined) return '';
  const seeds = `${datum.runCount} ${noun}${datum.runCount === 1 ? '' : 's'}`;
  if (datum.role === 'diverged') return `${seeds} diverged`;
  if (datum.role === 'mean') return `mean ${formatMetric(datum.x, kind)} of ${seeds}`;
  return `trial ${datum.trialId ?? ''}: ${formatMetric(datum.x, kind)}`;
}
