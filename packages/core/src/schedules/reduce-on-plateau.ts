import { z } from 'zod';
import { define } from '../registry/index.ts';
import { isBetter, worstValue } from '../statistics/index.ts';
import type { TrainingHistory } from './schedule.ts';
import { warmUpOption, withWarmUp } from './warm-up.ts';

interface PlateauOptions {
  readonly factor: number;
  readonly patience: number;
  readonly minDelta: number;
  readonly cooldown: number;
  readonly minFactor: number;
}

/** Returns the factor after these epochs. An objective of NaN is no improvement. */
function factorAfter({ objectives, goal }: TrainingHistory, options: PlateauOptions): number {
  let best = worstValue[goal];
  let [factor, waited, cooling] = [1, 0, 0];
  for (const objective of objectives) {
    const isImproved = isBetter(goal, objective, best, options.minDelta);
    if (isImproved) best = objective;
    waited = isImproved || cooling > 0 ? 0 : waited + 1;
    cooling = Math.max(0, cooling - 1);
    if (waited > options.patience) {
      factor = Math.max(factor * options.factor, options.minFactor);
      waited = 0;
      cooling = options.cooldown;
    }
  }
  return factor;
}

/**
 * A pure function of the objectives so far. The rate is constant within an epoch, and before the first epoch has
 * ended.
 */
export const reduceOnPlateau = define({
  title: 'Reduce on plateau',
  summary: 'The rate falls by a factor when the objective has not improved for some epochs.',
  source: 'PyTorch, torch.optim.lr_scheduler.ReduceLROnPlateau (threshold_mode "abs")',
  options: z.strictObject({
    factor: z.number().gt(0).lt(1).default(0.1).describe('Factor at each fall'),
    patience: z
      .int()
      .min(0)
      .max(100_000)
      .default(2)
      .describe('Epochs without an improvement that are tolerated; the rate falls after one more'),
    min_delta: z
      .number()
      .min(0)
      .default(0)
      .describe("Smallest gain over the best objective so far that counts as an improvement, in the objective's unit"),
    cooldown: z.int().min(0).max(100_000).default(0).describe('Epochs after a fall during which none are counted'),
    min_factor: z.number().min(0).max(1).default(0).describe('Lowest factor'),
    warm_up: warmUpOption,
  }),
  create: ({ factor, patience, min_delta, cooldown, min_factor, warm_up }) => {
    const options = { factor, patience, minDelta: min_delta, cooldown, minFactor: min_factor };
    return withWarmUp(warm_up, (_step, _totalSteps, history) => (history ? factorAfter(history, options) : 1));
  },
});
