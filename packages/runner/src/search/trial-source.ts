import type { PlannedTrial, TrialRecord } from '../records/records.ts';

export type NextTrial =
  | { readonly type: 'trial'; readonly trial: PlannedTrial }
  /** The next trial depends on the outcome of a running one. */
  | { readonly type: 'wait' }
  | { readonly type: 'done' };

/** Decides which trial comes next while a sweep runs. */
export interface TrialSource {
  /** Returns each trial once. A trial that is returned but not trained comes again from the source of the next run. */
  ask(): NextTrial;
  /** Reports a trial that has finished, diverged or failed in this run, here or in another sweep that shares it. */
  tell(trial: TrialRecord): void;
}

/** The trials of a sweep, as its search method finds them. */
export interface TrialSearch {
  /** Final number of trials; null when it is not known in advance. */
  readonly total: number | null;
  /**
   * Trials that are known before any is trained, at least one; all of them for a grid. Their keys identify the sweep
   * when it is continued, so the same spec, data and engine must always give the same first trials.
   */
  readonly firstTrials: readonly PlannedTrial[];
  /**
   * Starts a run.
   *
   * @param placed the trials that the sweep has so far, in its order, the first trials among them. A search rebuilds
   * its state from their stored outcomes only
   */
  start(placed: readonly TrialRecord[]): TrialSource;
}
