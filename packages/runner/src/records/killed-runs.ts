import type { SerializedError } from '@sweepdeck/core/errors';
import type { TrialRecord } from './records.ts';

/**
 * After the run was killed this many times in a row during the same trial, the trial runs last and alone, which shows
 * whether it is to blame.
 */
export const killsBeforeAlone = 2;

/** After this many kills in a row, the trial is given up. */
export const killsBeforeGivenUp = 3;

/** Error code of a trial that was given up. */
export const givenUpCode = 'trial-kills-run';

/**
 * The error of an interrupted attempt whose process ended without a word. A clean stop gives the status `stopped` and
 * no error.
 */
export const runKilled: SerializedError = {
  code: 'run-killed',
  message: 'The process of the whole run ended without a word while it trained this trial.',
};

/**
 * Makes the error of a trial that is given up.
 * @param epoch the epoch of the trial at each kill, counted from 1
 */
export function givenUp(kills: number, epoch: number): SerializedError {
  return {
    code: givenUpCode,
    message: `The whole run was killed ${kills} times in a row in epoch ${epoch} of this trial, so the trial is not retried.`,
    hint: 'The machine most likely ran out of memory: use a smaller batch size or model. `runner sweep FILE --retry-killed` retries the trial.',
  };
}

/** Tells whether a trial was given up. Such trials are retried only on request. */
export function isGivenUp({ status, error }: Pick<TrialRecord, 'status' | 'error'>): boolean {
  return status === 'failed' && error?.code === givenUpCode;
}

/** The most recent attempts in a row during which the whole run was killed in the same epoch. */
export interface Kills {
  readonly count: number;
  /** Counted from 1. */
  readonly epoch: number;
}

/**
 * Counts the kills in a row.
 * @param attempts latest first, with the number of epochs that each had finished
 */
export function killsInARow(attempts: readonly { readonly isRunKilled: boolean; readonly epochs: number }[]): Kills {
  const epochs = attempts[0]?.epochs ?? 0;
  const other = attempts.findIndex((attempt) => !attempt.isRunKilled || attempt.epochs !== epochs);
  return { count: other === -1 ? attempts.length : other, epoch: epochs + 1 };
}
