import { z } from 'zod';
import type { Schedule } from './schedule.ts';

/** The option that every schedule has besides its own. */
export const warmUpOption = z
  .number()
  .min(0)
  .max(0.5)
  .default(0)
  .describe("Share of all steps during which the rate first rises linearly to the schedule's start");

/**
 * Puts a linear warm-up before a schedule: `s / (w + 1) * schedule(1)` in the first `w = round(share * totalSteps)`
 * steps `s`; the schedule then runs over the remaining steps, at least one. No step has rate 0, and the first step
 * after the warm-up continues its line.
 *
 * Source: Goyal et al. (2017), Accurate, large minibatch SGD, arXiv:1706.02677
 */
export function withWarmUp(share: number, schedule: Schedule): Schedule {
  // A configuration stored before the option existed does not have it.
  if (!(share > 0)) return schedule;
  return (step, totalSteps, history) => {
    const warmUpSteps = Math.min(Math.round(share * totalSteps), totalSteps - 1);
    const left = totalSteps - warmUpSteps;
    return step > warmUpSteps
      ? schedule(step - warmUpSteps, left, history)
      : (step / (warmUpSteps + 1)) * schedule(1, left, history);
  };
}
