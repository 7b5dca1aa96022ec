import { SweepdeckError } from '@sweepdeck/core/errors';
import { createStream, shuffledIndices } from '@sweepdeck/core/random';
import type { TrialRecord, TrialResult } from '../../records/records.ts';
import { isDone, type DoneStatus } from '../../records/statuses.ts';
import type { StoreReader } from '../../store/store.ts';
import { findTarget } from '../stored/find-target.ts';

/** A trial with a result. */
export interface DoneTrial extends TrialRecord {
  readonly status: DoneStatus;
  readonly result: TrialResult;
}

export interface Selection {
  /** `t12`, `s3` or the name of a sweep. */
  readonly wanted: string;
  /** Number of trials to draw from a sweep; all when undefined. */
  readonly sample: number | undefined;
  /** The seed of the draw. */
  readonly seed: number;
}

/**
 * Finds the trials to verify: the named one, or the finished and diverged ones of a sweep, in the order of their ids.
 *
 * @throws SweepdeckError as `findTarget`; `trial-not-finished`, `no-finished-trial`
 */
export function selectTrials(reader: StoreReader, { wanted, sample, seed }: Selection): DoneTrial[] {
  const target = findTarget(reader, wanted);
  if (target.type === 'trial') {
    const done = doneTrial(target.trial);
    if (done !== undefined) return [done];
    const { id, status, sweepId } = target.trial;
    throw new SweepdeckError({
      code: 'trial-not-finished',
      message: `Trial t${id} is ${status}; only a finished or diverged trial has a result to verify.`,
      hint: `Continue its sweep with \`runner sweep s${sweepId}\`.`,
    });
  }
  const { id, name } = target.sweep;
  const trials = reader.listTrials(id).flatMap((trial) => doneTrial(trial) ?? []);
  if (trials.length === 0) {
    throw new SweepdeckError({
      code: 'no-finished-trial',
      message: `Sweep ${name} (s${id}) has no finished trial yet.`,
      hint: `See its progress with \`runner show s${id}\`.`,
    });
  }
  const drawn = sample === undefined ? trials : draw(trials, sample, seed);
  return drawn.toSorted((a, b) => a.id - b.id);
}

function doneTrial(trial: TrialRecord): DoneTrial | undefined {
  const { status, result } = trial;
  return isDone(status) && result !== null ? { ...trial, status, result } : undefined;
}

function draw(trials: readonly DoneTrial[], count: number, seed: number): DoneTrial[] {
  const order = shuffledIndices(createStream(seed, 'verify', 0), [...trials.keys()]);
  return Array.from(order.subarray(0, count), (index) => trials[index]).flatMap((trial) => trial ?? []);
}
