import { z } from 'zod';
import { power } from '../portable-math/index.ts';
import { define } from '../registry/index.ts';
import { progress } from './progress.ts';
import type { Schedule } from './schedule.ts';
import { warmUpOption, withWarmUp } from './warm-up.ts';

/** Computes `final^p`, with `p` from 0 at the first step to 1 at the last: every step multiplies by the same factor. */
function exponentialDecay(final: number): Schedule {
  return (step, totalSteps) => power(final, progress(step, totalSteps));
}

export const exponential = define({
  title: 'Exponential decay',
  summary: 'The rate falls by the same factor at every step, down to a given share.',
  source: 'PyTorch, torch.optim.lr_scheduler.ExponentialLR',
  options: z.strictObject({
    final: z.number().gt(0).max(1).default(0.01).describe('Factor at the last step'),
    warm_up: warmUpOption,
  }),
  create: ({ final, warm_up }) => withWarmUp(warm_up, exponentialDecay(final)),
});
