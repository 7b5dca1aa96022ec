import { describeLeader as describe, type Leader } from '@sweepdeck/runner/records';
import type { LeaderboardRow, Sweep } from '../../contract/index.ts';
import { formatLead, formatMetric, metricKind, metricTitle } from '../words/metrics.ts';

/**
 * Describes the winning cell in the words and units of the page. Null until a trial has finished. `rows` must be
 * ranked, best first.
 */
export function describeLeader(
  rows: readonly LeaderboardRow[],
  sweep: Pick<Sweep, 'objective' | 'repeats' | 'folds' | 'diverged'>,
): Leader<LeaderboardRow> | null {
  const { name } = sweep.objective;
  return describe(rows, sweep, {
    title: metricTitle(name),
    format: (value) => formatMetric(value, metricKind(name)),
    formatDifference: (difference) => formatLead(name, difference),
  });
}
