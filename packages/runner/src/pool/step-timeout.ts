import { SweepdeckError } from '@sweepdeck/core/errors';

/** Longer than any step that is worth waiting for, short enough that a sweep of a night survives an endless loop. */
export const defaultStepTimeoutMs = 300_000;

export function stepTimeout(limitMs: number): SweepdeckError {
  return new SweepdeckError({
    code: 'step-timeout',
    message: `no step ended within ${limitMs / 1000} s, and the worker was replaced`,
    hint: 'An endless loop, or a promise of `create` that never settles, in a module of your own? Steps that do take longer need a larger --step-timeout.',
  });
}
