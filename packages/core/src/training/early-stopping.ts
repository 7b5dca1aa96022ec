import { z } from 'zod';
import { optionNotes } from '../registry/index.ts';
import { isBetter, type Goal } from '../statistics/index.ts';

export const earlyStoppingSchema = z.strictObject({
  patience: z
    .int()
    .min(1)
    .max(100_000)
    .default(3)
    .describe('Epochs without an improvement after which training ends')
    .register(optionNotes, { source: 'Prechelt (1998), Early stopping, but when?' }),
  min_delta: z
    .number()
    .min(0)
    .default(0)
    .describe("Smallest gain over the best objective so far that counts as an improvement, in the objective's unit")
    .register(optionNotes, { source: 'Keras, EarlyStopping', example: 0.001 }),
  restore_best: z
    .boolean()
    .default(true)
    .describe('Whether to test and keep the weights of the best epoch; false uses those of the last epoch')
    .register(optionNotes, { source: 'Keras, EarlyStopping' }),
});

export type EarlyStopping = z.output<typeof earlyStoppingSchema>;

/**
 * Tells whether an objective improves on the best so far. The first one always does, and a number improves on NaN.
 *
 * @param min_delta 0 or more: an improvement must be larger
 *
 * @param best undefined before the first epoch
 */
export function isImprovement(value: number, best: number | undefined, goal: Goal, min_delta = 0): boolean {
  if (best === undefined) return true;
  if (Number.isNaN(best)) return !Number.isNaN(value);
  return isBetter(goal, value, best, min_delta);
}

/**
 * Tells whether training ends after these epochs: no improvement for `patience` epochs in a row.
 *
 * @param objectives the objective after each finished epoch
 */
export function stopsEarly(objectives: readonly number[], goal: Goal, { patience, min_delta }: EarlyStopping): boolean {
  let best: number | undefined;
  let waited = 0;
  for (const value of objectives) {
    if (isImprovement(value, best, goal, min_delta)) {
      best = value;
      waited = 0;
    } else waited++;
  }
  return waited >= patience;
}
