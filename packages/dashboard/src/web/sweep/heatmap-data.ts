import type { JsonValue, LeaderboardRow, ParameterAxis, SeedSummary } from '../../contract/index.ts';
import type { HeatmapAxis, HeatmapCell, HeatmapData } from '../charts/heatmap.ts';
import { axisTitle, formatParameter, metricKind, metricTitle } from '../format.ts';
import type { HeatmapAxes } from './heatmap-axes.ts';
import { valueId } from './leaderboard-view.ts';

export interface HeatmapMetric {
  readonly name: string;
  readonly goal: 'maximize' | 'minimize';
  readonly read: (row: LeaderboardRow) => SeedSummary | null;
}

/** One grid of the small multiples. */
export interface HeatmapTile {
  readonly id: string;
  readonly title: string;
  readonly data: HeatmapData;
}

const single: HeatmapAxis = { title: '', values: [{ id: 'all', label: '' }] };

/** A grid for each value of the axis of multiples; one grid when there is none. */
export function buildHeatmapTiles(
  rows: readonly LeaderboardRow[],
  { x, y, multiples }: HeatmapAxes,
  metric: HeatmapMetric,
): HeatmapTile[] {
  const shownMetric = { title: metricTitle(metric.name), kind: metricKind(metric.name), goal: metric.goal };
  const build = (own: readonly LeaderboardRow[]): HeatmapData => ({
    metric: shownMetric,
    xAxis: toAxis(x),
    yAxis: y === null ? single : toAxis(y),
    cells: keepBest(own, x, y, metric),
    bestCell: null,
  });
  if (multiples === null) return [{ id: 'all', title: '', data: build(rows) }];
  return multiples.values.map((value) => ({
    id: valueId(value),
    title: formatParameter(multiples.path, value),
    data: build(rows.filter(({ parameters }) => valueId(parameters[multiples.path]) === valueId(value))),
  }));
}

function toAxis({ path, values }: ParameterAxis): HeatmapAxis {
  const ordered = values.every((value): value is number => typeof value === 'number')
    ? values.toSorted((a, b) => a - b)
    : values;
  const toValue = (value: JsonValue) => ({ id: valueId(value), label: formatParameter(path, value) });
  return { title: axisTitle(path), values: ordered.map(toValue) };
}

/** One cell for each place: where axes are folded away, the best of those that fall together. */
function keepBest(
  rows: readonly LeaderboardRow[],
  x: ParameterAxis,
  y: ParameterAxis | null,
  metric: HeatmapMetric,
): HeatmapCell[] {
  const best = new Map<string, HeatmapCell>();
  for (const row of rows) {
    const cell = toCell(row, x, y, metric);
    const place = `${cell.x}\n${cell.y}`;
    const before = best.get(place);
    if (before === undefined || isBetter(cell, before, metric.goal)) best.set(place, cell);
  }
  return [...best.values()];
}

function isBetter(a: HeatmapCell, b: HeatmapCell, goal: HeatmapMetric['goal']): boolean {
  if (a.value === null || b.value === null) return b.value === null && a.value !== null;
  return goal === 'maximize' ? a.value > b.value : a.value < b.value;
}

function toCell(row: LeaderboardRow, x: ParameterAxis, y: ParameterAxis | null, metric: HeatmapMetric): HeatmapCell {
  const summary = metric.read(row);
  const hasOnlyDiverged = row.counts.diverged > 0 && row.counts.pending + row.counts.running + row.counts.failed === 0;
  return {
    cell: row.cell,
    x: valueId(row.parameters[x.path]),
    y: y === null ? 'all' : valueId(row.parameters[y.path]),
    value: summary?.mean ?? null,
    state: summary !== null ? 'finished' : hasOnlyDiverged ? 'diverged' : 'pending',
    count: summary?.count ?? 0,
    divergedCount: row.counts.diverged,
    trialIds: row.trialIds,
  };
}
