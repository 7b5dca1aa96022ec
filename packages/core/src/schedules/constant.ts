import { z } from 'zod';
import { define } from '../registry/index.ts';
import type { Schedule } from './schedule.ts';
import { warmUpOption, withWarmUp } from './warm-up.ts';

const one: Schedule = () => 1;

export const constant = define({
  title: 'Constant',
  summary: 'The learning rate does not change.',
  source: 'Robbins and Monro (1951), A stochastic approximation method',
  options: z.strictObject({ warm_up: warmUpOption }),
  create: ({ warm_up }) => withWarmUp(warm_up, one),
});
