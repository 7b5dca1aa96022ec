import type { SerializedError } from '@sweepdeck/core/errors';
import { z } from 'zod';
import type { AttemptStatus } from './statuses.ts';

/**
 * Why an attempt gave no usable result.
 *
 * - `diverged`: the loss or a weight became infinite or NaN
 * - `out-of-memory`: the engine had no memory left, the worker used more than its share, or the system killed it
 * - `timed-out`: the attempt took longer than `failures.timeout`
 * - `stalled`: the worker was silent for longer than the step timeout
 * - `engine-lost`: the engine crashed, or its device went away
 * - `invalid-configuration`: model, data and options do not fit together, so that a retry cannot help
 * - `interrupted`: the process of the whole run ended
 * - `crashed`: anything else, for example an error that custom code threw
 */
export const failureKindSchema = z.enum([
  'diverged',
  'out-of-memory',
  'crashed',
  'timed-out',
  'stalled',
  'engine-lost',
  'invalid-configuration',
  'interrupted',
]);

export type FailureKind = z.output<typeof failureKindSchema>;

/** Error code of an attempt that took longer than `failures.timeout`. */
export const trialTimeoutCode = 'trial-timeout';

const kindOfCode: Readonly<Record<string, FailureKind>> = {
  'out-of-memory': 'out-of-memory',
  'worker-killed': 'out-of-memory',
  [trialTimeoutCode]: 'timed-out',
  'step-timeout': 'stalled',
  'module-timeout': 'stalled',
  'engine-crashed': 'engine-lost',
  'engine-failed': 'engine-lost',
  'engine-unavailable': 'engine-lost',
  'engine-not-installed': 'engine-lost',
  'run-killed': 'interrupted',
  'trial-kills-run': 'interrupted',
  'module-failed': 'crashed',
  'trial-too-large': 'invalid-configuration',
};

/** Beginnings of the codes of errors that the configuration or its files cause. */
const invalidPrefixes = ['model-', 'module-', 'class-', 'pretrained-', 'dataset-', 'sweep-', 'checkpoint-'];

/** Finds the kind of failure that an error stands for. */
export function failureKindOf({ code }: Pick<SerializedError, 'code'>): FailureKind {
  const kind = Object.hasOwn(kindOfCode, code) ? kindOfCode[code] : undefined;
  if (kind !== undefined) return kind;
  return invalidPrefixes.some((prefix) => code.startsWith(prefix)) ? 'invalid-configuration' : 'crashed';
}

/** Finds the kind of an attempt's failure from its status and error; null for an attempt that did not fail. */
export function failureKindOfAttempt(
  status: AttemptStatus,
  error: Pick<SerializedError, 'code'> | null,
): FailureKind | null {
  if (status === 'diverged' || status === 'interrupted') return status;
  return status === 'failed' && error !== null ? failureKindOf(error) : null;
}
