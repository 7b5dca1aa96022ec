import { otherMean } from '@sweepdeck/runner/records';
import type { JsonValue, LeaderboardRow, ValueAxis, SeedSummary, Sweep } from '../../contract/index.ts';
import type { HeatmapAxis, HeatmapCell, HeatmapData } from '../charts/heatmap/heatmap.ts';
import type { DrawnMetric } from '../words/metrics.ts';
import { axisTitle, formatParameter } from '../words/parameters.ts';
import type { HeatmapAxes } from './heatmap-axes.ts';
import { valueId } from './leaderboard-view.ts';

/** A metric with what it reads from a row. Its goal is that of the value that determines the colours. */
export interface HeatmapMetric extends DrawnMetric {
  readonly read: (row: LeaderboardRow) => SeedSummary | null;
  /** Determines the colours instead of the metric, for metrics that must not choose anything. */
  readonly readShade?: (row: LeaderboardRow) => SeedSummary | null;
  /** How diverged repeats count in the metric; when omitted, it covers only finished repeats. */
  readonly policy?: Sweep['diverged'];
}

/** One grid of the small multiples. */
export interface HeatmapTile {
  readonly id: string;
  readonly title: string;
  readonly data: HeatmapData;
}

const single: HeatmapAxis = { title: '', values: [{ id: 'all', label: '' }] };

/**
 * Builds one grid per value of the axis of multiples, or a single grid without that axis.
 *
 * @param rows ranked, best first
 */
export function buildHeatmapTiles(
  rows: readonly LeaderboardRow[],
  { x, y, multiples }: HeatmapAxes,
  metric: HeatmapMetric,
): HeatmapTile[] {
  const build = (own: readonly LeaderboardRow[]): HeatmapData => ({
    metric: { title: metric.title, kind: metric.kind, goal: metric.goal },
    xAxis: toAxis(x),
    yAxis: y === null ? single : toAxis(y),
    cells: firstOfPlaces(own, x, y, metric),
    bestCells: own.filter(({ rank }) => rank === 1).map(({ cell }) => cell),
  });
  if (multiples === null) return [{ id: 'all', title: '', data: build(rows) }];
  return multiples.values.map((value) => ({
    id: valueId(value),
    title: formatParameter(multiples.path, value),
    data: build(rows.filter(({ parameters }) => valueId(parameters[multiples.path]) === valueId(value))),
  }));
}

function toAxis({ path, values }: ValueAxis): HeatmapAxis {
  const ordered = values.every((value): value is number => typeof value === 'number')
    ? values.toSorted((a, b) => a - b)
    : values;
  const toValue = (value: JsonValue) => ({ id: valueId(value), label: formatParameter(path, value) });
  return { title: axisTitle(path), values: ordered.map(toValue) };
}

/**
 * Returns one cell per place: if folded axes put several cells in one place, the one that ranks first, whatever
 * metric is shown. Otherwise the best test value would choose.
 */
function firstOfPlaces(
  rows: readonly LeaderboardRow[],
  x: ValueAxis,
  y: ValueAxis | null,
  metric: HeatmapMetric,
): HeatmapCell[] {
  const first = new Map<string, HeatmapCell>();
  for (const row of rows) {
    const cell = toCell(row, x, y, metric);
    const place = `${cell.x}\n${cell.y}`;
    if (!first.has(place)) first.set(place, cell);
  }
  return [...first.values()];
}

function toCell(row: LeaderboardRow, x: ValueAxis, y: ValueAxis | null, metric: HeatmapMetric): HeatmapCell {
  const summary = metric.read(row);
  const { policy } = metric;
  const other = policy === undefined ? null : otherMean(row, policy);
  const hasOnlyDiverged = row.counts.diverged > 0 && row.counts.pending + row.counts.running + row.counts.failed === 0;
  return {
    cell: row.cell,
    x: valueId(row.parameters[x.path]),
    y: y === null ? 'all' : valueId(row.parameters[y.path]),
    value: summary?.mean ?? null,
    state: summary !== null ? 'finished' : hasOnlyDiverged ? 'diverged' : 'pending',
    count: row.counts.finished,
    divergedCount: row.counts.diverged,
    ...(metric.readShade === undefined ? {} : { shade: metric.readShade(row)?.mean ?? null }),
    ...(policy === undefined || other === null
      ? {}
      : { otherMean: { value: other.mean, policy: policy === 'worst' ? 'leave-out' : 'worst' } as const }),
    trialIds: row.trialIds,
  };
}
