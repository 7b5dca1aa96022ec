import type { SerializedError } from '@sweepdeck/core/errors';
import type { Verification } from '../../records/verification.ts';

/** A trial that was trained again, or could not be. */
export type VerifiedTrial = Pick<Verification, 'trialId' | 'comparison' | 'engine' | 'firstDifference' | 'seconds'> & {
  /** The values that tell the trial apart in its sweep. */
  readonly label: string;
  /** `failed`: training again ended with an error, so nothing was compared or stored. */
  readonly outcome: Verification['outcome'] | 'failed';
  /** The numerics version that trained the trial; null when an earlier version did not store it. */
  readonly trainedOn: string | null;
  /** Null unless failed. */
  readonly error: SerializedError | null;
};

export interface VerifyResult {
  /** The engine that trained the trials again, and its numerics version. */
  readonly engine: string;
  readonly numericsVersion: string;
  /** The largest accepted differences on another engine or numerics version. */
  readonly tolerance: { readonly share: number; readonly relative: number };
  /** Number of trials that were to be verified. */
  readonly selected: number;
  /** Those that were trained again, by id. */
  readonly trials: readonly VerifiedTrial[];
  /** Whether Ctrl-C stopped it; the trials verified until then are stored. */
  readonly isStopped: boolean;
}
