import { SweepdeckError } from '@sweepdeck/core/errors';

const hint = 'Train it as another sweep with `runner sweep FILE`; finished trials that both have are reused.';

/** Makes the error for a change after which the trials of a sweep would no longer be its trials. */
export function changesResults(message: string): SweepdeckError {
  return new SweepdeckError({ code: 'extend-changes-results', message, hint });
}
