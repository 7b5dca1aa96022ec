import type { PlannedTrial, TrialRecord } from '../records/records.ts';

export type NextTrial =
  | { readonly type: 'trial'; readonly trial: PlannedTrial }
  /** The outcome of a running trial decides what comes next. */
  | { readonly type: 'wait' }
  | { readonly type: 'done' };

/** Decides which trial comes next while a sweep runs. */
export interface TrialSource {
  /** Each trial once; one that is asked for and then not trained comes again from the source of the next run. */
  ask(): NextTrial;
  /** Gets each trial that ends in this run, here or in another sweep that shares it: finished, diverged or failed. */
  tell(trial: TrialRecord): void;
}

/** The trials of a sweep as its search method finds them. */
export interface TrialSearch {
  /** How many the sweep has in the end; null where nobody knows. */
  readonly total: number | null;
  /**
   * Those that are known before any is trained, at least one: all of a grid. Their keys decide whether a sweep is continued, so
   * the same spec on the same data and engine always begins with the same.
   */
  readonly firstTrials: readonly PlannedTrial[];
  /**
   * Begins a run.
   * @param placed what the sweep has so far, in its order, the first trials among them: the state of a search is made of the
   *   outcomes that the store has, and of nothing else
   */
  start(placed: readonly TrialRecord[]): TrialSource;
}
