import { formatDuration } from '@sweepdeck/core/words';
import { otherMean } from '@sweepdeck/runner/records';
import type { ComponentChildren } from 'preact';
import {
  testedMetric,
  type LeaderboardRow,
  type ValueAxis,
  type SeedSummary,
  type Sweep,
} from '../../contract/index.ts';
import { formatMetric, formatSpread, metricKind, metricTitle } from '../words/metrics.ts';
import { nothing } from '../words/numbers.ts';
import { axisTitle, formatParameter } from '../words/parameters.ts';
import { fullWhereCut } from '../words/full-value.ts';
import type { SortableColumn } from '../tables/sort-head.tsx';

export interface Column extends Omit<SortableColumn, 'firstSort'> {
  /** Null for a column that cannot be sorted by. */
  readonly firstSort: string | null;
  readonly render: (row: LeaderboardRow) => ComponentChildren;
}

/**
 * Builds the columns: rank, configuration, results. On a narrow screen the objective comes right after the rank, so
 * that it is visible at once.
 */
export function buildColumns(sweep: Sweep, axes: readonly ValueAxis[], isNarrow: boolean): Column[] {
  const { name, goal } = sweep.objective;
  const rank: Column = {
    id: 'rank',
    title: '#',
    isNumber: true,
    firstSort: 'rank',
    render: ({ rank: own, isTied }) =>
      own === null ? nothing : isTied ? <span title="The repeats cannot distinguish these cells">{own}=</span> : own,
  };
  const objective: Column = {
    id: 'objective',
    title: metricTitle(name),
    isNumber: true,
    firstSort: goal === 'maximize' ? '-objective' : 'objective',
    render: (row) => (
      <>
        <MeanAndSpread metric={name} summary={row.objective} isStrong />
        <OtherMean metric={name} row={row} policy={sweep.diverged} />
      </>
    ),
  };
  const parameters = axes.map(({ path, values }, index): Column => ({
    id: `axis:${path}`,
    title: axisTitle(path),
    isNumber: values.every((value) => typeof value === 'number'),
    firstSort: `axis:${path}`,
    render: (row) => <Parameter row={row} path={path} sweepId={sweep.id} isLink={index === 0} />,
  }));
  const rest: Column[] = [
    {
      id: 'test',
      title: metricTitle(testedMetric),
      isNumber: true,
      // Test images must not choose anything, so the table cannot be sorted by them.
      firstSort: null,
      render: (row) => <MeanAndSpread metric={testedMetric} summary={row.testAccuracy} />,
    },
    {
      id: 'epoch',
      title: 'best epoch',
      isNumber: true,
      firstSort: 'epoch',
      render: ({ bestEpoch }) => (bestEpoch === null ? nothing : formatEpoch(bestEpoch)),
    },
    {
      id: 'seconds',
      title: 'time',
      isNumber: true,
      firstSort: 'seconds',
      render: ({ seconds }) => (seconds === null ? nothing : formatDuration(seconds.mean)),
    },
  ];
  return isNarrow ? [rank, objective, ...parameters, ...rest] : [rank, ...parameters, objective, ...rest];
}

/** Returns the address of a cell's trial page: that of its first repeat. */
export function trialAddress({ trialIds }: LeaderboardRow, sweepId: number): string | undefined {
  return trialIds[0] === undefined ? undefined : `/trials/${trialIds[0]}?sweep=${sweepId}`;
}

interface ParameterProps {
  readonly row: LeaderboardRow;
  readonly path: string;
  readonly sweepId: number;
  readonly isLink: boolean;
}

function Parameter({ row, path, sweepId, isLink }: ParameterProps) {
  const text = formatParameter(path, row.parameters[path]);
  const full = fullWhereCut(path, row.parameters[path]);
  const address = trialAddress(row, sweepId);
  if (!isLink || address === undefined) return <span title={full}>{text}</span>;
  return (
    <a class="row-link" href={address} title={full} tabIndex={-1}>
      {text}
    </a>
  );
}

/** Means have one decimal, so that a column lines up; the epoch of a single seed is whole. */
const formatEpoch = ({ mean, count }: SeedSummary) => mean.toFixed(count === 1 ? 0 : 1);

interface MeanAndSpreadProps {
  readonly metric: string;
  readonly summary: SeedSummary | null;
  readonly isStrong?: boolean;
}

function MeanAndSpread({ metric, summary, isStrong = false }: MeanAndSpreadProps) {
  if (summary === null) return <span class="muted">{nothing}</span>;
  const mean = formatMetric(summary.mean, metricKind(metric));
  return (
    <>
      {isStrong ? <strong>{mean}</strong> : mean}
      {summary.standardDeviation === null ? null : (
        <span class="spread muted">{formatSpread(metric, summary.standardDeviation)}</span>
      )}
    </>
  );
}

interface OtherMeanProps {
  readonly metric: string;
  readonly row: LeaderboardRow;
  readonly policy: Sweep['diverged'];
}

/** The mean by the other policy, for a cell with diverged repeats. */
function OtherMean({ metric, row, policy }: OtherMeanProps) {
  const other = otherMean(row, policy);
  if (other === null) return null;
  return (
    <span class="other-mean muted">
      {formatMetric(other.mean, metricKind(metric))}{' '}
      {policy === 'worst' ? 'without the diverged' : 'with the diverged as worst'}
    </span>
  );
}
