import { z } from 'zod';
import { power } from '../portable-math/index.ts';
import { define } from '../registry/index.ts';
import type { Schedule } from './schedule.ts';
import { warmUpOption, withWarmUp } from './warm-up.ts';

/** Tolerance for rounding in a share that should end exactly at a step, such as 0.1 of 30 steps. */
const rounding = 1e-9;

/** Computes `drop^k`, where k is the number of whole shares `every` before this step. */
function steps(drop: number, every: number): Schedule {
  return (step, totalSteps) => power(drop, Math.floor((step - 1) / (every * totalSteps) + rounding));
}

export const step = define({
  title: 'Step decay',
  summary: 'The rate falls by a factor at regular points of the training.',
  source: 'He et al. (2016), Deep residual learning for image recognition, arXiv:1512.03385',
  options: z.strictObject({
    drop: z.number().gt(0).max(1).default(0.1).describe('Factor at each drop'),
    every: z
      .number()
      .gt(0)
      .max(1)
      .default(0.3)
      .describe('Share of all steps between two drops: 0.3 drops after 30 %, 60 % and 90 %'),
    warm_up: warmUpOption,
  }),
  create: ({ drop, every, warm_up }) => withWarmUp(warm_up, steps(drop, every)),
});
