import type { FailureKind } from './failure-kind.ts';

/**
 * Reactions to a failure: `retry` continues the trial from its last checkpoint, `skip` goes on with the other trials,
 * `stop` ends the run of the sweep.
 */
export const failureActions = ['retry', 'skip', 'stop'] as const;
export type FailureAction = (typeof failureActions)[number];

/** Kinds for which a sweep can choose an action. A run that was interrupted always continues its trials. */
export type ChosenFailureKind = Exclude<FailureKind, 'interrupted'>;

/** How a sweep reacts to failures. */
export interface FailurePolicy {
  /** Most retries of a trial in one run. */
  readonly retries: number;
  /** Seconds before the first retry; each further retry waits twice as long. */
  readonly backoffSeconds: number;
  /** Failed trials after which a run stops; null for no limit. */
  readonly maxFailed: number | null;
  /** Longest time of an attempt; null for no limit. */
  readonly timeoutSeconds: number | null;
  readonly actions: Readonly<Record<ChosenFailureKind, FailureAction>>;
}

/** A retry repeats a mistake in the configuration, an attempt that is too slow and a divergence exactly. */
export const defaultActions: FailurePolicy['actions'] = {
  diverged: 'skip',
  'out-of-memory': 'retry',
  crashed: 'retry',
  'timed-out': 'skip',
  stalled: 'retry',
  'engine-lost': 'retry',
  'invalid-configuration': 'skip',
};

export const defaultFailurePolicy: FailurePolicy = {
  retries: 0,
  backoffSeconds: 5,
  maxFailed: null,
  timeoutSeconds: null,
  actions: defaultActions,
};

/** Returns the action for a failure. */
export function actionFor({ actions }: Pick<FailurePolicy, 'actions'>, kind: FailureKind): FailureAction {
  return kind === 'interrupted' ? 'retry' : actions[kind];
}

const longestBackoffSeconds = 3600;

/**
 * Returns the seconds before a retry: `backoffSeconds` times 2^(retry - 1), at most an hour.
 * @param retry counted from 1
 */
export function backoffBefore({ backoffSeconds }: Pick<FailurePolicy, 'backoffSeconds'>, retry: number): number {
  return Math.min(longestBackoffSeconds, backoffSeconds * 2 ** (retry - 1));
}
