import { clipText, SweepdeckError } from '@sweepdeck/core/errors';

/**
 * What got out of a worker and would have ended it without a word, as an error.
 * @param modules of the user's own that ran then
 * @param doing what the worker did: `trained`, `was tried`
 */
export function escapeError(what: string, modules: readonly string[], doing: string): SweepdeckError {
  if (modules.length === 0) {
    return new SweepdeckError({
      code: 'worker-died',
      message: clipText(`the worker ended while it ${doing}: ${what}`),
      hint: 'The same command tries this trial again.',
    });
  }
  return new SweepdeckError({
    code: 'module-failed',
    message: clipText(`${modules.join(', ')}: while this ${doing}, ${what}`),
    hint: 'A module must not end the process, and must wait for the promises and timers that it starts. Correct it and run the same command again.',
  });
}
