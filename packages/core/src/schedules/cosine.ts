import { z } from 'zod';
import { define } from '../registry/index.ts';
import { easeAlongCosine, interpolate, progress } from './progress.ts';
import type { Schedule } from './schedule.ts';
import { warmUpOption, withWarmUp } from './warm-up.ts';

/**
 * Computes `final + (1 - final) (1 + cos(pi p)) / 2`, with `p` from 0 at a cycle's first step to 1 at its last. The
 * cycles divide the steps evenly, give or take one; a cycle of a single step stays at 1.
 */
function cosineCycles(final: number, cycles: number): Schedule {
  return (step, totalSteps) => {
    const cycle = Math.ceil((step * cycles) / totalSteps) - 1;
    const start = Math.floor((cycle * totalSteps) / cycles);
    const end = Math.floor(((cycle + 1) * totalSteps) / cycles);
    return interpolate(1, final, easeAlongCosine(progress(step - start, end - start)));
  };
}

export const cosine = define({
  title: 'Cosine decay',
  summary: 'The rate falls along half a cosine, slowly at the beginning and the end; optionally several times.',
  source: 'Loshchilov and Hutter (2017), SGDR: stochastic gradient descent with warm restarts, arXiv:1608.03983',
  options: z.strictObject({
    final: z.number().min(0).max(1).default(0).describe('Factor at the last step of each cycle'),
    cycles: z
      .int()
      .min(1)
      .max(1000)
      .default(1)
      .describe('Number of falls of equal length; each after the first is a restart'),
    warm_up: warmUpOption,
  }),
  create: ({ final, cycles, warm_up }) => withWarmUp(warm_up, cosineCycles(final, cycles)),
});
