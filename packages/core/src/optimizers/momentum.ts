import { z } from 'zod';
import { define } from '../registry/index.ts';
import { descendByVelocity } from './transforms/descend-by-velocity.ts';

/** `v' = momentum v + g`, `w' = w - learning_rate v'`. Start with a learning rate of 0.03. */
export const momentum = define({
  title: 'Momentum SGD',
  summary: 'SGD with a running sum of gradients: v = momentum v + g, w = w - learning_rate v; try 0.03.',
  source: 'Polyak (1964), Some methods of speeding up the convergence of iteration methods',
  options: z.strictObject({
    momentum: z.number().min(0).lt(1).default(0.9).describe('Decay of the running sum'),
  }),
  create: (options) => descendByVelocity(options.momentum, false),
});
