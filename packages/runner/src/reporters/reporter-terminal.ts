/** Colors text, or leaves it as it is. */
export type Paint = (text: string) => string;

/** What a reporter needs of the place that it writes to. */
export interface ReporterTerminal {
  /** Width in characters, infinite where there is no terminal; asked again for every line, because windows are resized. */
  readonly columns: () => number;
  /** Height in lines. */
  readonly rows: () => number;
  readonly style: Readonly<Record<'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan', Paint>>;
  readonly write: (text: string) => void;
  /** Milliseconds since the Unix epoch. */
  readonly clock: () => number;
  /** Milliseconds on a clock that nobody sets, for durations. */
  readonly uptime: () => number;
  /** Calls back again and again; returns how to end that. */
  readonly every: (intervalMs: number, callback: () => void) => () => void;
}
