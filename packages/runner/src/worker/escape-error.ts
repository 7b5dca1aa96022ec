import { clipText, SweepdeckError } from '@sweepdeck/core/errors';

/**
 * Makes the error for something that escaped from a trial and would have ended the worker silently.
 *
 * @param modules custom modules that ran at the time
 *
 * @param doing what happened to the trial: `trained`, `was tried`
 */
export function escapeError(what: string, modules: readonly string[], doing: string): SweepdeckError {
  if (modules.length === 0) {
    return new SweepdeckError({
      code: 'worker-died',
      message: clipText(`the worker ended while it ${doing}: ${what}`),
      hint: 'Run the same command to retry this trial.',
    });
  }
  return new SweepdeckError({
    code: 'module-failed',
    message: clipText(`${modules.join(', ')}: while it ${doing}, ${what}`),
    hint: 'A module must not end the process, and must await the promises and timers that it starts. Correct it and run the same command again.',
  });
}
