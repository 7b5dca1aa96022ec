import type { SerializedError } from '@sweepdeck/core/errors';
import type { TrialRecord } from './records.ts';

/** A trial after which the run was killed so often in a row runs last and alone: then it is clear whether it is to blame. */
export const killsBeforeAlone = 2;

/** A trial after which the run was killed so often in a row is given up. */
export const killsBeforeGivenUp = 3;

/** Of a trial that is given up. */
export const givenUpCode = 'trial-kills-run';

/** Why an attempt is interrupted whose process is gone without a word. A clean stop leaves `stopped`, and no error. */
export const runKilled: SerializedError = {
  code: 'run-killed',
  message: 'The process of the whole run ended without a word while it trained this.',
};

/** @param epoch in which the trial was each time, counted from 1 */
export function givenUp(kills: number, epoch: number): SerializedError {
  return {
    code: givenUpCode,
    message: `The whole run was killed ${kills} times in a row in epoch ${epoch} of this trial, so it is not tried again.`,
    hint: 'Most often the machine ran out of memory: a smaller batch or model needs less. `runner sweep FILE --retry-killed` tries it again.',
  };
}

/** Only when asked for does the next run try it again. */
export function isGivenUp({ status, error }: Pick<TrialRecord, 'status' | 'error'>): boolean {
  return status === 'failed' && error?.code === givenUpCode;
}

/** The latest attempts in a row during which the whole run was killed in the same epoch. */
export interface Kills {
  readonly count: number;
  /** Counted from 1. */
  readonly epoch: number;
}

/** @param attempts latest first, with the epochs that each had finished */
export function killsInARow(attempts: readonly { readonly isRunKilled: boolean; readonly epochs: number }[]): Kills {
  const epochs = attempts[0]?.epochs ?? 0;
  const other = attempts.findIndex((attempt) => !attempt.isRunKilled || attempt.epochs !== epochs);
  return { count: other === -1 ? attempts.length : other, epoch: epochs + 1 };
}
