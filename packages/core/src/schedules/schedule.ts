import type { Goal } from '../statistics/index.ts';

/** Facts about the finished epochs that a schedule may depend on. */
export interface TrainingHistory {
  /** The objective after each finished epoch, in order. */
  readonly objectives: readonly number[];
  readonly goal: Goal;
}

/**
 * Returns the factor on the base learning rate at a step, counted from 1 to `totalSteps`; a pure function, >= 0. Few
 * schedules use the history; without one they behave as in the first epoch.
 */
export type Schedule = (step: number, totalSteps: number, history?: TrainingHistory) => number;
