import type { Goal } from '../statistics/index.ts';

/** What a schedule may know of the epochs that are over. */
export interface TrainingHistory {
  /** The objective after each finished epoch, in order. */
  readonly objectives: readonly number[];
  readonly goal: Goal;
}

/**
 * Factor on the base learning rate at a step, counted from 1 to `totalSteps`; a pure function, >= 0. Few schedules look at
 * the history; without one they behave as in the first epoch.
 */
export type Schedule = (step: number, totalSteps: number, history?: TrainingHistory) => number;
