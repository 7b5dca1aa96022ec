import { SweepdeckError } from '@sweepdeck/core/errors';

/** What ended work that had already begun, where the same error before the start would only be bad input. */
export class BrokenOffError extends SweepdeckError {
  constructor({ code, message, hint, cause }: SweepdeckError) {
    super({ code, message, hint, cause });
    this.name = 'BrokenOffError';
  }
}
