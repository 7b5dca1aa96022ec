import { compareEpochs } from '@sweepdeck/core/training';
import type { SerializedError } from '@sweepdeck/core/errors';
import type { Donor } from '../records/checkpoint-record.ts';
import type { SweepRecord, TrialRecord } from '../records/records.ts';
import type { FoundCheckpoint, ProgressKeeper } from '../store/blobs/progress-keeper.ts';
import type { StoreReader } from '../store/store.ts';

/** A finished trial with another number of epochs that a trial cannot continue. */
export interface RefusedDonor {
  readonly trialId: number;
  /** In words, without a full stop. */
  readonly reason: string;
}

/** The point from which an attempt at a trial continues. */
export interface TrialStart {
  /** Undefined when it starts from scratch. */
  readonly checkpoint: FoundCheckpoint | undefined;
  /** Says why checkpoints that would have come first were skipped. */
  readonly damaged: readonly SerializedError[];
  readonly refused: RefusedDonor | undefined;
}

export interface FindStartOptions {
  readonly store: Pick<StoreReader, 'listDonors' | 'listMetrics'>;
  readonly keeper: Pick<ProgressKeeper, 'find' | 'open'>;
  readonly sweep: Pick<SweepRecord, 'objective'>;
  readonly trial: TrialRecord;
  /** Whether it may continue another trial. */
  readonly usesDonors: boolean;
}

/**
 * Finds where a trial continues: at its own newest checkpoint, else at the final state of the longest finished trial
 * that differs from it in nothing but the number of epochs and that used the same learning rates.
 */
export function findStart({ store, keeper, sweep, trial, usesDonors }: FindStartOptions): TrialStart {
  const { checkpoint: own, damaged } = keeper.find(trial.id);
  if (own !== undefined || !usesDonors) return { checkpoint: own, damaged, refused: undefined };
  let refused: RefusedDonor | undefined;
  const all = [...damaged];
  for (const donor of store.listDonors(trial.id)) {
    const reason = reasonAgainst(donor, { store, sweep, trial });
    const found = reason === undefined ? keeper.open(donor.checkpoint) : undefined;
    if (found !== undefined && 'path' in found) return { checkpoint: found, damaged: all, refused: undefined };
    if (found !== undefined) all.push(found);
    if (reason !== undefined) refused ??= { trialId: donor.checkpoint.trialId, reason };
  }
  return { checkpoint: undefined, damaged: all, refused };
}

function reasonAgainst(
  { checkpoint, epochs }: Donor,
  { store, sweep, trial }: Pick<FindStartOptions, 'store' | 'sweep' | 'trial'>,
): string | undefined {
  const points = store.listMetrics([checkpoint.trialId], [sweep.objective.name]);
  const objectives = points.map(({ value }) => value);
  const compared = compareEpochs(trial.config, { ...checkpoint, before: epochs, objectives });
  return compared.continues ? undefined : compared.reason;
}
