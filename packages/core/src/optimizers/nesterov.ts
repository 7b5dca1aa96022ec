import { z } from 'zod';
import { define } from '../registry/index.ts';
import { descendByVelocity } from './transforms/descend-by-velocity.ts';

/** `v' = momentum v + g`, `w' = w - learning_rate (g + momentum v')`. Start with a learning rate of 0.03. */
export const nesterov = define({
  title: 'Nesterov momentum',
  summary: 'Momentum SGD that looks one step ahead along the velocity: the step is g + momentum v; try 0.03.',
  source: 'Sutskever et al. (2013), On the importance of initialization and momentum in deep learning, ICML',
  options: z.strictObject({
    momentum: z.number().min(0).lt(1).default(0.9).describe('Decay of the running sum'),
  }),
  create: (options) => descendByVelocity(options.momentum, true),
});
