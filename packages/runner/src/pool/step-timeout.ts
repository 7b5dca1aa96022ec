import { SweepdeckError } from '@sweepdeck/core/errors';

/** Longer than any reasonable step, yet short enough that an endless loop does not cost a whole night. */
export const defaultStepTimeoutMs = 300_000;

export function stepTimeout(limitMs: number): SweepdeckError {
  return new SweepdeckError({
    code: 'step-timeout',
    message: `no step ended within ${limitMs / 1000} s; the worker was replaced`,
    hint: 'A module of yours may contain an endless loop, or a promise in `create` that never settles. If your steps do take longer, raise --step-timeout.',
  });
}
