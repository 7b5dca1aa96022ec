import { SweepdeckError } from '@sweepdeck/core/errors';

/** An error that ended work which had already begun. Before the start, the same error would only mean bad input. */
export class BrokenOffError extends SweepdeckError {
  constructor({ code, message, hint, cause }: SweepdeckError) {
    super({ code, message, hint, cause });
    this.name = 'BrokenOffError';
  }
}
