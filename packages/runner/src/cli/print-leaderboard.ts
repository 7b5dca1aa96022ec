import { axisLabel, parameterLabel } from '../records/cell-label.ts';
import type { LeaderboardRow } from '../records/leaderboard-row.ts';
import type { ParameterAxis, SweepSummary } from '../records/records.ts';
import { formatMeanSpread } from './format-number.ts';
import { statusCell } from './status-paint.ts';
import type { Style } from './style.ts';
import { formatTable, type TableColumn, type TableRow } from './table.ts';

/** `my-sweep (s3) · finished · 108/108 trials · maximize validation.accuracy · wasm`. */
export function formatSweepHeading(sweep: SweepSummary, style: Style): string {
  const { finished, diverged } = sweep.counts;
  const total = Object.values(sweep.counts).reduce((sum, count) => sum + count, 0);
  const status = statusCell(sweep.status, style);
  return [
    `${style.bold(sweep.name)} (s${sweep.id})`,
    status.paint?.(status.text) ?? status.text,
    `${finished + diverged}/${total} trials`,
    `${sweep.objective.goal} ${sweep.objective.name}`,
    sweep.engine,
  ].join(' · ');
}

/** The leaderboard as a table: rank, the cell's axes, objective, repeats, test accuracy, best epoch, seconds, what is special. */
export function formatLeaderboard(
  sweep: Pick<SweepSummary, 'axes' | 'objective'>,
  rows: readonly LeaderboardRow[],
  { columns: width, style }: { readonly columns: number; readonly style: Style },
): string {
  const tied = tiedRanks(rows);
  const shownAxes = variedAxes(sweep.axes);
  const columns: TableColumn[] = [
    { title: '#', align: 'right' },
    ...shownAxes.map(({ path, values }): TableColumn => ({
      title: axisTitle(path),
      align: values.every((value) => typeof value === 'number') ? 'right' : 'left',
      minWidth: 8,
    })),
    { title: sweep.objective.name.replace('validation.', 'val '), align: 'right' },
    { title: 'n', align: 'right' },
    { title: 'test accuracy', align: 'right', dropOrder: 1 },
    { title: 'epoch', align: 'right', dropOrder: 3 },
    { title: 'seconds', align: 'right', dropOrder: 2 },
    { title: 'notes', minWidth: 10 },
  ];
  const body = rows.map((row): TableRow => {
    const paint = row.rank === 1 ? style.green : row.rank === null ? style.dim : undefined;
    const cell = (text: string) => (paint === undefined ? { text } : { text, paint });
    return [
      cell(row.rank === null ? '-' : `${row.rank}${tied.has(row.rank) ? '=' : ' '}`),
      ...shownAxes.map(({ path }) => cell(parameterLabel(row.parameters[path] ?? null))),
      cell(row.objective === null ? '-' : formatMeanSpread(row.objective)),
      cell(String(row.counts.finished)),
      cell(row.testAccuracy === null ? '-' : formatMeanSpread(row.testAccuracy)),
      cell(row.bestEpoch === null ? '-' : String(Number(row.bestEpoch.mean.toFixed(1)))),
      cell(row.seconds === null ? '-' : row.seconds.mean.toFixed(1)),
      { text: notesOf(row), paint: row.counts.failed > 0 ? style.red : style.yellow },
    ];
  });
  return formatTable(columns, body, { columns: width, paintTitle: style.dim });
}

/** Axes that tell cells apart; all when none does. */
export function variedAxes(axes: readonly ParameterAxis[]): readonly ParameterAxis[] {
  const varied = axes.filter(({ values }) => values.length > 1);
  return varied.length === 0 ? axes : varied;
}

/** Short, because it heads a column: `rate`, `batch_size`. */
export function axisTitle(path: string): string {
  return path === 'learning_rate' ? 'rate' : axisLabel(path);
}

/** Ranks that several cells share; they are marked with `=`. */
function tiedRanks(rows: readonly LeaderboardRow[]): ReadonlySet<number> {
  const seen = new Set<number>();
  const tied = new Set<number>();
  for (const { rank } of rows) {
    if (rank === null) continue;
    if (seen.has(rank)) tied.add(rank);
    seen.add(rank);
  }
  return tied;
}

function notesOf({ counts }: LeaderboardRow): string {
  return (['diverged', 'failed', 'running', 'pending'] as const)
    .filter((status) => counts[status] > 0)
    .map((status) => `${counts[status]} ${status}`)
    .join(', ');
}
