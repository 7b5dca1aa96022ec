/** Colors a text, or returns it unchanged. */
export type Paint = (text: string) => string;

/** The place that a reporter writes to. */
export interface ReporterTerminal {
  /**
   * Returns the width in characters, infinite without a terminal. Called for every line, because windows are resized.
   */
  readonly columns: () => number;
  /** Returns the height in lines. */
  readonly rows: () => number;
  readonly style: Readonly<Record<'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan', Paint>>;
  readonly write: (text: string) => void;
  /** Returns milliseconds since the Unix epoch. */
  readonly clock: () => number;
  /** Reads a monotonic clock, in milliseconds, for durations. */
  readonly uptime: () => number;
  /** Calls back at an interval; returns a function that ends this. */
  readonly every: (intervalMs: number, callback: () => void) => () => void;
}
