/** The parts of every expected failure: a stable code for programs, a message and a hint for people. */
export interface SweepdeckErrorInit {
  /** Stable, kebab-case, documented in docs/reference: `dataset-not-found`. */
  readonly code: string;
  /** Says what was seen and what was expected, in one or more lines. */
  readonly message: string;
  /** Says what the user can do about it, as an instruction. */
  readonly hint?: string | undefined;
  readonly cause?: unknown;
}

/** An error that the user can act on. Anything else that is thrown is a defect of the program. */
export class SweepdeckError extends Error {
  readonly code: string;
  readonly hint: string | undefined;

  constructor(init: SweepdeckErrorInit) {
    super(init.message, init.cause === undefined ? undefined : { cause: init.cause });
    this.name = 'SweepdeckError';
    this.code = init.code;
    this.hint = init.hint;
  }
}
