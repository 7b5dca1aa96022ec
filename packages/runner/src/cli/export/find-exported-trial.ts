import { SweepdeckError } from '@sweepdeck/core/errors';
import type { SweepSummary, TrialRecord, TrialResult } from '../../records/records.ts';
import { bestTrial } from '../../records/best-trial.ts';
import { buildLeaderboard } from '../../records/leaderboard.ts';
import type { StoreReader } from '../../store/store.ts';
import { findTarget } from '../stored/find-target.ts';
import { leaderOf, type LeaderText } from '../leaderboard/leader.ts';

export interface FinishedTrial extends TrialRecord {
  readonly result: TrialResult;
}

export interface ExportedTrial {
  readonly trial: FinishedTrial;
  /** The sweep that the trial was found in. */
  readonly sweep: SweepSummary;
  /** True when the user named the sweep: the trial is the best one, by the objective, of the top-ranked cell. */
  readonly isBestOfSweep: boolean;
  /** How certain it is that the winning cell is best; null when the user named a trial. */
  readonly leader: LeaderText | null;
}

/**
 * Finds the finished trial that `t12`, `s3` or a sweep's name refers to. A sweep refers to the best trial of its
 * top-ranked cell.
 *
 * @throws SweepdeckError `trial-not-found`, `sweep-not-found`, `trial-diverged`, `trial-not-finished`,
 * `no-finished-trial`
 */
export function findExportedTrial(reader: StoreReader, wanted: string): ExportedTrial {
  const target = findTarget(reader, wanted);
  if (target.type === 'sweep') {
    const { sweep } = target;
    const trials = reader.listTrials(sweep.id);
    const best = bestTrial(sweep, trials);
    if (best === undefined) throw noFinishedTrial(sweep);
    const leader = leaderOf(sweep, buildLeaderboard(sweep, trials));
    return { trial: requireFinished(best), sweep, isBestOfSweep: true, leader };
  }
  const trial = requireFinished(target.trial);
  const sweep = reader.getSweep(trial.sweepId);
  if (sweep === undefined) throw new Error(`sweep ${trial.sweepId} is no longer in the store`);
  return { trial, sweep, isBestOfSweep: false, leader: null };
}

function requireFinished(trial: TrialRecord): FinishedTrial {
  if (trial.status === 'finished' && trial.result !== null) return { ...trial, result: trial.result };
  if (trial.status === 'diverged') {
    throw new SweepdeckError({
      code: 'trial-diverged',
      message: `Trial t${trial.id} diverged: it has no usable weights.`,
      hint: `See the other trials of its sweep with \`runner show s${trial.sweepId} --all\`.`,
    });
  }
  throw new SweepdeckError({
    code: 'trial-not-finished',
    message: `Trial t${trial.id} is ${trial.status}; only a finished trial has weights.`,
    hint: `Continue its sweep with \`runner sweep FILE\`, or list the trials with \`runner show s${trial.sweepId} --all\`.`,
  });
}

function noFinishedTrial({ id, name }: SweepSummary): SweepdeckError {
  return new SweepdeckError({
    code: 'no-finished-trial',
    message: `Sweep ${name} (s${id}) has no finished trial yet.`,
    hint: `See its progress with \`runner show s${id}\`.`,
  });
}
