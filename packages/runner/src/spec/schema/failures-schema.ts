import { z } from 'zod';
import {
  defaultActions,
  defaultFailurePolicy,
  failureActions,
  type ChosenFailureKind,
  type FailurePolicy,
} from '../../records/failure-policy.ts';

const unitSeconds = { s: 1, m: 60, h: 3600 } as const;

const durationSchema = z.union([
  z
    .number()
    .min(0)
    .max(30 * 24 * 3600),
  z
    .string()
    .regex(
      /^\d{1,7}(\.\d{1,3})?\s?[smh]$/,
      'expected seconds, or a number with the unit s, m or h, such as 90s or 10m',
    ),
]);

const meanings: Readonly<Record<ChosenFailureKind, string>> = {
  diverged: 'the loss or a weight became infinite or NaN',
  'out-of-memory': 'no memory was left, or the worker used more than its share; the retry runs alone',
  crashed: 'custom code threw an error, or the worker ended',
  'timed-out': 'the attempt took longer than timeout',
  stalled: 'no step ended within the step timeout',
  'engine-lost': 'the engine crashed, or its device went away',
  'invalid-configuration': 'model, data and options do not fit together',
};

function describeAction(kind: ChosenFailureKind): string {
  return `Action when ${meanings[kind]}; default: ${defaultActions[kind]}`;
}

function actionSchema(
  kind: ChosenFailureKind,
): z.ZodOptional<z.ZodEnum<{ retry: 'retry'; skip: 'skip'; stop: 'stop' }>> {
  return z.enum(failureActions).optional().describe(describeAction(kind));
}

/** Settings of `failures`, all optional. */
export const failuresSchema = z.strictObject({
  retries: z
    .int()
    .min(0)
    .max(100)
    .optional()
    .describe(
      'Most retries of a trial in one run, from its last checkpoint; default: 0. A trial that lost its worker perhaps through no fault of its own is retried once in any case',
    ),
  backoff: durationSchema
    .optional()
    .describe('Time before the first retry, such as 5s or 1m; each further retry waits twice as long; default: 5s'),
  max_failed: z
    .int()
    .min(1)
    .optional()
    .describe('Number of failed trials after which the run stops; default: no limit'),
  timeout: durationSchema
    .optional()
    .describe('Longest time of an attempt at a trial, such as 10m or 2h; default: no limit'),
  actions: z
    .strictObject({
      diverged: z.enum(['skip', 'stop']).optional().describe(describeAction('diverged')),
      'out-of-memory': actionSchema('out-of-memory'),
      crashed: actionSchema('crashed'),
      'timed-out': actionSchema('timed-out'),
      stalled: actionSchema('stalled'),
      'engine-lost': actionSchema('engine-lost'),
      'invalid-configuration': actionSchema('invalid-configuration'),
    })
    .optional()
    .describe(
      'What follows each kind of failure: retry continues from the last checkpoint, skip goes on with the other trials, stop ends the run',
    ),
});

export type FailuresData = z.output<typeof failuresSchema>;

/** Fills in what the settings leave out. */
export function failurePolicyOf({ retries, backoff, max_failed, timeout, actions = {} }: FailuresData): FailurePolicy {
  return {
    retries: retries ?? defaultFailurePolicy.retries,
    backoffSeconds: backoff === undefined ? defaultFailurePolicy.backoffSeconds : secondsOf(backoff),
    maxFailed: max_failed ?? null,
    timeoutSeconds: timeout === undefined ? null : secondsOf(timeout),
    actions: {
      diverged: actions.diverged ?? defaultActions.diverged,
      'out-of-memory': actions['out-of-memory'] ?? defaultActions['out-of-memory'],
      crashed: actions.crashed ?? defaultActions.crashed,
      'timed-out': actions['timed-out'] ?? defaultActions['timed-out'],
      stalled: actions.stalled ?? defaultActions.stalled,
      'engine-lost': actions['engine-lost'] ?? defaultActions['engine-lost'],
      'invalid-configuration': actions['invalid-configuration'] ?? defaultActions['invalid-configuration'],
    },
  };
}

function secondsOf(duration: number | string): number {
  if (typeof duration === 'number') return duration;
  const unit = duration.at(-1);
  return Number.parseFloat(duration) * (unit === 'm' || unit === 'h' ? unitSeconds[unit] : 1);
}
