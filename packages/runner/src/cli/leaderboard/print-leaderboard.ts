import { axisLabel, parameterLabel } from '../../records/cell-label.ts';
import { repeatsWith } from '../../records/describe-leader.ts';
import { divergedPolicyOf, type DivergedPolicy } from '../../records/diverged-policy.ts';
import { repeatPlanOfSweep } from '../../records/folds.ts';
import type { LeaderboardRow } from '../../records/leaderboard-row.ts';
import { otherMean } from '../../records/other-mean.ts';
import type { ValueAxis } from '../../records/parameter-axis.ts';
import type { SweepRecord, SweepSummary } from '../../records/records.ts';
import { triedAxes } from '../../records/tried-axes.ts';
import { nameRepeats } from '../../records/repeat-names.ts';
import type { RepeatPlan } from '../../records/repeat-plan.ts';
import { formatMeanSpread, formatMetric } from '../terminal/format-number.ts';
import { sweepStatusCell } from '../terminal/status-paint.ts';
import type { Style } from '../terminal/style.ts';
import { formatTable, type TableColumn, type TableRow } from '../terminal/table.ts';

/** Formats the heading: `my-sweep (s3) · finished · 108/108 trials · maximize validation.accuracy · wasm`. */
export function formatSweepHeading(sweep: SweepSummary, style: Style): string {
  const { finished, diverged } = sweep.counts;
  const total = Object.values(sweep.counts).reduce((sum, count) => sum + count, 0);
  const status = sweepStatusCell(sweep, style);
  return [
    `${style.bold(sweep.name)} (s${sweep.id})`,
    status.paint?.(status.text) ?? status.text,
    `${finished + diverged}/${total} trials`,
    `${sweep.objective.goal} ${sweep.objective.name}`,
    sweep.engine,
  ].join(' · ');
}

/**
 * Formats the leaderboard as a table: rank (`2=` for ties), the cell's axes, the objective, finished repeats, test
 * accuracy, best epoch, seconds and notes. Where repeats diverged, a column shows the mean by the other policy.
 */
export function formatLeaderboard(
  sweep: Pick<SweepRecord, 'axes' | 'objective' | 'repeats' | 'spec'>,
  rows: readonly LeaderboardRow[],
  { columns: width, style }: { readonly columns: number; readonly style: Style },
): string {
  const plan = repeatPlanOfSweep(sweep);
  const policy = divergedPolicyOf(sweep);
  const shownAxes = variedAxes(triedAxes(sweep.axes, rows));
  const columns: TableColumn[] = [
    { title: '#', align: 'right' },
    ...shownAxes.map(({ path, values }): TableColumn => ({
      title: axisTitle(path),
      align: values.every((value) => typeof value === 'number') ? 'right' : 'left',
      minWidth: 8,
    })),
    { title: sweep.objective.name.replace('validation.', 'val '), align: 'right' },
    { title: policy === 'worst' ? 'finished' : 'with diverged', align: 'right', dropOrder: 4 },
    { title: 'n', align: 'right' },
    { title: 'test accuracy', align: 'right', dropOrder: 1 },
    { title: 'epoch', align: 'right', dropOrder: 3 },
    { title: 'seconds', align: 'right', dropOrder: 2 },
    { title: 'notes', minWidth: 14 },
  ];
  const body = rows.map((row): TableRow => {
    const paint = row.rank === 1 ? style.green : row.rank === null ? style.dim : undefined;
    const cell = (text: string) => (paint === undefined ? { text } : { text, paint });
    return [
      cell(row.rank === null ? '-' : `${row.rank}${row.isTied ? '=' : ' '}`),
      ...shownAxes.map(({ path }) => cell(parameterLabel(row.parameters[path] ?? null))),
      cell(row.objective === null ? '-' : formatMeanSpread(row.objective)),
      cell(otherMeanText(row, policy)),
      cell(finishedOf(row)),
      cell(row.testAccuracy === null ? '-' : formatMeanSpread(row.testAccuracy)),
      cell(row.bestEpoch === null ? '-' : String(Number(row.bestEpoch.mean.toFixed(1)))),
      cell(row.seconds === null ? '-' : row.seconds.mean.toFixed(1)),
      { text: notesOf(row, plan), paint: row.counts.failed > 0 ? style.red : style.yellow },
    ];
  });
  return formatTable(columns, body, { columns: width, paintTitle: style.dim });
}

/** Returns the axes whose values differ between cells; all axes when none differs. */
export function variedAxes(axes: readonly ValueAxis[]): readonly ValueAxis[] {
  const varied = axes.filter(({ values }) => values.length > 1);
  return varied.length === 0 ? axes : varied;
}

/** Returns a short column title for an axis: `rate`, `batch_size`. */
export function axisTitle(path: string): string {
  return path === 'learning_rate' ? 'rate' : axisLabel(path);
}

/** Returns an empty text when no repeat diverged; a column without any text is dropped. */
function otherMeanText(row: LeaderboardRow, policy: DivergedPolicy): string {
  const other = otherMean(row, policy);
  return other === null ? '' : formatMetric(other.mean);
}

/** Returns `3` when all repeats have finished, otherwise `2/3`. */
function finishedOf({ counts, repeats }: LeaderboardRow): string {
  return counts.finished === repeats.length ? String(counts.finished) : `${counts.finished}/${repeats.length}`;
}

/** Describes what is special about a cell: `seeds 2 and 4 diverged`, `seed 3 failed, 1 running`. */
function notesOf(row: LeaderboardRow, plan: RepeatPlan): string {
  const { counts, repeats } = row;
  const lost = (['diverged', 'failed'] as const).flatMap((status) => {
    const own = repeatsWith(row, status);
    if (own.length === 0) return [];
    const areAll = own.length === repeats.length && own.length > 1;
    return [`${areAll ? `all ${own.length}` : nameRepeats(own, plan)} ${status}`];
  });
  const toCome = (['running', 'pending'] as const).flatMap((status) =>
    counts[status] > 0 ? [`${counts[status]} ${status}`] : [],
  );
  return [...lost, ...toCome].join(', ');
}
