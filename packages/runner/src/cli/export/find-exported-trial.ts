import { SweepdeckError } from '@sweepdeck/core/errors';
import type { SweepSummary, TrialRecord, TrialResult } from '../../records/records.ts';
import { bestTrial } from '../../store/checkpoints/best-trial.ts';
import type { StoreReader } from '../../store/store.ts';
import { findTarget } from '../find-target.ts';

export interface FinishedTrial extends TrialRecord {
  readonly result: TrialResult;
}

export interface ExportedTrial {
  readonly trial: FinishedTrial;
  /** That the trial was looked up in. */
  readonly sweep: SweepSummary;
  /** True when the sweep was named and this is its best trial. */
  readonly isBestOfSweep: boolean;
}

/**
 * The finished trial that `t12`, `s3` or a sweep's name stands for; of a sweep the one with the best objective.
 * @throws SweepdeckError `trial-not-found`, `sweep-not-found`, `trial-diverged`, `trial-not-finished`, `no-finished-trial`
 */
export function findExportedTrial(reader: StoreReader, wanted: string): ExportedTrial {
  const target = findTarget(reader, wanted);
  if (target.type === 'sweep') {
    const { sweep } = target;
    const best = bestTrial(reader.listTrials(sweep.id), sweep.objective);
    if (best === undefined) throw noFinishedTrial(sweep);
    return { trial: requireFinished(best), sweep, isBestOfSweep: true };
  }
  const trial = requireFinished(target.trial);
  const sweep = reader.getSweep(trial.sweepId);
  if (sweep === undefined) throw new Error(`sweep ${trial.sweepId} is gone from the store`);
  return { trial, sweep, isBestOfSweep: false };
}

function requireFinished(trial: TrialRecord): FinishedTrial {
  if (trial.status === 'finished' && trial.result !== null) return { ...trial, result: trial.result };
  if (trial.status === 'diverged') {
    throw new SweepdeckError({
      code: 'trial-diverged',
      message: `Trial t${trial.id} diverged: it has no weights worth keeping.`,
      hint: `See the trials of its sweep with \`runner show s${trial.sweepId} --all\`.`,
    });
  }
  throw new SweepdeckError({
    code: 'trial-not-finished',
    message: `Trial t${trial.id} is ${trial.status}; only a finished trial has weights.`,
    hint: `Run its sweep again with \`runner sweep FILE\`, or see \`runner show s${trial.sweepId} --all\`.`,
  });
}

function noFinishedTrial({ id, name }: SweepSummary): SweepdeckError {
  return new SweepdeckError({
    code: 'no-finished-trial',
    message: `Sweep ${name} (s${id}) has no finished trial yet.`,
    hint: `See how far it is with \`runner show s${id}\`.`,
  });
}
