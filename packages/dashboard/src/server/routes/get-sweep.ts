import { buildLeaderboard, triedAxes, type SweepSummary, type TrialRecord } from '@sweepdeck/runner/records';
import type { StoreReader } from '@sweepdeck/runner/store';
import type { routes, RouteResponse } from '../../contract/index.ts';
import { findSweep } from './find-sweep.ts';
import { toSweep } from './list-sweeps.ts';
import { settingOf } from './setting-of.ts';

export function getSweep(reader: StoreReader, id: number): RouteResponse<typeof routes.sweep> {
  const sweep = findSweep(reader, id);
  const trials = reader.listTrials(id);
  return {
    sweep: toSweep(sweep),
    axes: triedAxes(sweep.axes, trials),
    rows: buildLeaderboard(sweep, trials),
    setting: settingOf(trials),
    remainingSeconds: estimateRemainingSeconds(sweep, trials),
    source: sweep.source,
  };
}

/** Mean time of the trials that this sweep trained itself, times what is left, over its workers. */
export function estimateRemainingSeconds(
  sweep: Pick<SweepSummary, 'status' | 'counts' | 'workers'>,
  trials: readonly Pick<TrialRecord, 'result' | 'isReused'>[],
): number | null {
  if (sweep.status !== 'running') return null;
  const seconds = trials.flatMap(({ result, isReused }) => (result === null || isReused ? [] : [result.seconds]));
  const remaining = sweep.counts.pending + sweep.counts.running;
  if (seconds.length === 0 || remaining === 0) return null;
  const mean = seconds.reduce((sum, value) => sum + value, 0) / seconds.length;
  const workers = Math.max(1, Math.min(sweep.workers ?? 1, remaining));
  // A running trial is on average half done.
  return (mean * (sweep.counts.pending + sweep.counts.running / 2)) / workers;
}
