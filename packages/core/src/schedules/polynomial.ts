import { z } from 'zod';
import { power } from '../portable-math/index.ts';
import { define } from '../registry/index.ts';
import { interpolate, progress } from './progress.ts';
import type { Schedule } from './schedule.ts';
import { warmUpOption, withWarmUp } from './warm-up.ts';

/** Computes `final + (1 - final) (1 - p)^power`, with `p` from 0 at the first step to 1 at the last. */
function polynomialDecay(degree: number, final: number): Schedule {
  return (step, totalSteps) => interpolate(final, 1, power(1 - progress(step, totalSteps), degree));
}

export const polynomial = define({
  title: 'Polynomial decay',
  summary: 'The rate falls as a power of the remaining share of the training; power 1 is a straight line.',
  source: 'Chen et al. (2018), DeepLab, arXiv:1606.00915, section 4.1 ("poly")',
  options: z.strictObject({
    power: z
      .number()
      .gt(0)
      .max(10)
      .default(1)
      .describe('Exponent: 1 is linear, larger falls earlier, smaller falls later'),
    final: z.number().min(0).max(1).default(0).describe('Factor at the last step'),
    warm_up: warmUpOption,
  }),
  create: ({ power: degree, final, warm_up }) => withWarmUp(warm_up, polynomialDecay(degree, final)),
});
