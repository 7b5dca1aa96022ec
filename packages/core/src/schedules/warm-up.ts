import { z } from 'zod';
import type { Schedule } from './schedule.ts';

/** The option that every schedule has beside its own. */
export const warmUpOption = z
  .number()
  .min(0)
  .max(0.5)
  .default(0)
  .describe('Share of all steps in which the rate first rises linearly to where the schedule starts');

/**
 * Puts a linear warm-up in front of a schedule: `s / (w + 1) * schedule(1)` in the `w = round(share * totalSteps)` first
 * steps `s`; the schedule then runs over the steps that are left. At least one step is left for it. No step has rate 0, and
 * the first step after the warm-up continues its line.
 *
 * Source: Goyal et al. (2017), Accurate, large minibatch SGD, arXiv:1706.02677
 */
export function withWarmUp(share: number, schedule: Schedule): Schedule {
  // A configuration stored before the option existed has none.
  if (!(share > 0)) return schedule;
  return (step, totalSteps, history) => {
    const warmUpSteps = Math.min(Math.round(share * totalSteps), totalSteps - 1);
    const left = totalSteps - warmUpSteps;
    return step > warmUpSteps
      ? schedule(step - warmUpSteps, left, history)
      : (step / (warmUpSteps + 1)) * schedule(1, left, history);
  };
}
