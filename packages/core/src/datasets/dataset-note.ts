/**
 * A fact about the data that the user should know before training; shown by `validate`, by `sweep` and on the trial
 * page.
 */
export interface DatasetNote {
  /** Stable, in kebab-case: `pixel-scale`. */
  readonly code: string;
  /** A `warning` may spoil the results; `info` states an assumption. */
  readonly severity: 'info' | 'warning';
  /** One or two sentences. */
  readonly message: string;
}
