import { formatDuration } from '@sweepdeck/core/words';
import { describeEngineChoice } from '../../records/describe-engine-choice.ts';
import { divergedPolicyOf, type DivergedPolicy } from '../../records/diverged-policy.ts';
import { failurePatterns } from '../../records/failure-patterns.ts';
import { repeatPlanOfSweep } from '../../records/folds.ts';
import { repeatsWith } from '../../records/describe-leader.ts';
import type { LeaderboardRow } from '../../records/leaderboard-row.ts';
import { otherMean } from '../../records/other-mean.ts';
import { parameterLabel } from '../../records/cell-label.ts';
import { describeAxis } from '../../records/describe-axis.ts';
import { triedAxes } from '../../records/tried-axes.ts';
import type { TrialRecord } from '../../records/records.ts';
import { nameRepeats } from '../../records/repeat-names.ts';
import type { RepeatPlan } from '../../records/repeat-plan.ts';
import { placeOfTrial } from '../../records/trial-place.ts';
import type { CommandContext } from '../command/command.ts';
import type { ShownSweep } from './shown.ts';
import { formatAge, formatMeanSpread, formatMetric } from '../terminal/format-number.ts';
import { formatLeader } from '../leaderboard/leader.ts';
import { axisTitle, formatSweepHeading, variedAxes } from '../leaderboard/print-leaderboard.ts';
import { statusCell } from '../terminal/status-paint.ts';
import { formatTable, type TableColumn, type TableRow } from '../terminal/table.ts';

const shortList = 20;

/** Prints a sweep: its axes, its progress, the winning cell and the trials. */
export function formatSweep(
  { sweep, leader, rows, trials }: ShownSweep,
  isComplete: boolean,
  context: CommandContext,
): string {
  const { style, now } = context;
  const plan = repeatPlanOfSweep(sweep);
  const counts = Object.entries(sweep.counts)
    .filter(([, count]) => count > 0)
    .map(([status, count]) => `${count} ${status}`);
  const reused = trials.filter(({ isReused }) => isReused).length;
  const facts = [
    ...sweep.axes.map((axis) => [axis.path, describeAxis(axis)] as const),
    ['repeats', String(plan.seeds)] as const,
    ...(plan.folds === null ? [] : [['folds', String(plan.folds)] as const]),
    ['trials', [...counts, ...(reused > 0 ? [`${reused} of them reused`] : [])].join(', ')] as const,
    ['best', rows[0]?.objective ? `${formatMeanSpread(rows[0].objective)}, ${rows[0].label}` : '-'] as const,
    ...divergedFacts(rows, plan, divergedPolicyOf(sweep)),
    ...failurePatterns(trials).map((text) => ['pattern', text] as const),
    ...pauseFacts(sweep, now()),
    ...engineFacts(sweep),
    ['workers', sweep.workers === null ? '-' : String(sweep.workers)] as const,
    ['created', formatAge(now() - sweep.createdAt)] as const,
    ['updated', formatAge(now() - sweep.updatedAt)] as const,
    ...(sweep.archivedAt === null ? [] : [['archived', formatAge(now() - sweep.archivedAt)] as const]),
  ];
  const width = Math.max(...facts.map(([name]) => name.length));
  const shown = isComplete ? trials : trials.slice(0, shortList);
  const rest = trials.length - shown.length;
  return [
    formatSweepHeading(sweep, style),
    '',
    ...facts.map(([name, value]) => `${style.dim(name.padEnd(width))}  ${value}`),
    '',
    ...(leader === null ? [] : [formatLeader(leader, context), '']),
    formatTrials(shown, sweep, context),
    ...(rest > 0
      ? [style.dim(`... and ${rest} more; see them with --all, or ranked with \`runner leaderboard s${sweep.id}\``)]
      : []),
  ].join('\n');
}

/** Says that a running sweep waits for `runner resume`. */
function pauseFacts({ id, onPauseSince }: ShownSweep['sweep'], now: number): (readonly [string, string])[] {
  if (onPauseSince === null) return [];
  return [['paused', `${formatAge(now - onPauseSince)}; \`runner resume s${id}\` continues it`]];
}

const maxDivergedCells = 5;

/** Lists the diverged repeats by cell, the best cell first, with the means that count them and that leave them out. */
function divergedFacts(
  rows: readonly LeaderboardRow[],
  plan: RepeatPlan,
  policy: DivergedPolicy,
): (readonly [name: string, value: string])[] {
  const texts = rows.flatMap((row) => {
    const lost = repeatsWith(row, 'diverged');
    return lost.length === 0 ? [] : [`${nameRepeats(lost, plan)} of ${row.label}${describeMeans(row, policy)}`];
  });
  const rest = texts.length - maxDivergedCells;
  const shown = [...texts.slice(0, maxDivergedCells), ...(rest > 0 ? [`... and ${rest} more cells`] : [])];
  return shown.map((text, place) => [place === 0 ? 'diverged' : '', text] as const);
}

/** Formats both means: `: mean 0.4892, without the diverged 0.9785`. */
function describeMeans(row: LeaderboardRow, policy: DivergedPolicy): string {
  const other = otherMean(row, policy);
  if (other === null || row.objective === null) return '';
  const words = policy === 'worst' ? 'without the diverged' : 'with the diverged as worst';
  return `: mean ${formatMetric(row.objective.mean)}, ${words} ${formatMetric(other.mean)}`;
}

/** Returns the engine. If `auto` chose it, adds why, and why each other engine was off or failed. */
function engineFacts(sweep: ShownSweep['sweep']): (readonly [name: string, value: string])[] {
  const { engine, chosenEngine } = sweep;
  if (chosenEngine === null) return [['engine', engine]];
  const { device, numericsVersion, findings } = chosenEngine;
  const choice = describeEngineChoice(sweep);
  return [
    ['engine', `${engine} on ${device}, numerics ${numericsVersion}`],
    ...(choice === null ? [] : [['auto', choice] as const]),
    ...findings.flatMap(({ name, verdict, reason }) =>
      verdict === 'off' ? [['', `${name}: ${reason}`] as const] : [],
    ),
  ];
}

function formatTrials(trials: readonly TrialRecord[], sweep: ShownSweep['sweep'], context: CommandContext): string {
  const { style, columns } = context;
  const hasFolds = repeatPlanOfSweep(sweep).folds !== null;
  const axes = variedAxes(triedAxes(sweep.axes, trials));
  const titles: TableColumn[] = [
    { title: 'id' },
    { title: 'status' },
    ...axes.map(({ path, values }): TableColumn => ({
      title: axisTitle(path),
      align: values.every((value) => typeof value === 'number') ? 'right' : 'left',
      minWidth: 8,
    })),
    { title: 'seed', align: 'right' },
    ...(hasFolds ? [{ title: 'fold', align: 'right' } as const] : []),
    { title: sweep.objective.name.replace('validation.', 'val '), align: 'right' },
    { title: 'epoch', align: 'right', dropOrder: 2 },
    { title: 'test accuracy', align: 'right', dropOrder: 1 },
    { title: 'time', align: 'right', dropOrder: 3 },
  ];
  const rows = trials.map((trial): TableRow => {
    const { result } = trial;
    const { seed, fold } = placeOfTrial(trial);
    const test = result?.metrics['test.accuracy'];
    return [
      { text: `t${trial.id}`, paint: style.cyan },
      statusCell(trial.status, style),
      ...axes.map(({ path }) => parameterLabel(trial.parameters[path] ?? null)),
      String(seed + 1),
      ...(hasFolds ? [fold ?? '-'] : []),
      result === null ? '-' : formatMetric(result.objective),
      String(result?.bestEpoch ?? '-'),
      test === undefined ? '-' : formatMetric(test),
      result === null ? '-' : formatDuration(result.seconds),
    ];
  });
  return formatTable(titles, rows, { columns, paintTitle: style.dim });
}
