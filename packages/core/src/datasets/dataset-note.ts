/** What the user should know of the data before training on it; said by `validate`, by `sweep` and on the trial page. */
export interface DatasetNote {
  /** Stable, in kebab-case: `pixel-scale`. */
  readonly code: string;
  /** A `warning` may spoil the results; `info` says what was taken for granted. */
  readonly severity: 'info' | 'warning';
  /** One or two sentences. */
  readonly message: string;
}
