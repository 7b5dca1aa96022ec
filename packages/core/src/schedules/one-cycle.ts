import { z } from 'zod';
import { define } from '../registry/index.ts';
import { easeAlongCosine, interpolate } from './progress.ts';
import type { Schedule } from './schedule.ts';
import { warmUpOption } from './warm-up.ts';

const shapes = { cosine: easeAlongCosine, linear: (share: number) => share } satisfies Record<
  string,
  (share: number) => number
>;

interface OneCycleOptions {
  readonly warmUp: number;
  readonly start: number;
  readonly final: number;
  readonly shape: keyof typeof shapes;
}

/**
 * Gives `start` at the first step, 1 at step `warmUp * totalSteps`, which may lie between two steps, and `final` at
 * the last.
 */
function oneCycleOf({ warmUp, start, final, shape }: OneCycleOptions): Schedule {
  const bend = shapes[shape];
  return (step, totalSteps) => {
    // A rise shorter than one step is skipped: the first step is the peak.
    const peak = Math.max(1, warmUp * totalSteps);
    if (step === peak) return 1;
    return step < peak
      ? interpolate(start, 1, bend((step - 1) / (peak - 1)))
      : interpolate(1, final, bend((step - peak) / (totalSteps - peak)));
  };
}

export const oneCycle = define({
  title: 'One cycle',
  summary: 'The rate rises to the base rate, then falls far below its start; other settings do not change.',
  source: 'Smith and Topin (2019), Super-convergence, arXiv:1708.07120; PyTorch, OneCycleLR',
  options: z.strictObject({
    warm_up: warmUpOption.unwrap().default(0.3).describe('Share of all steps during which the rate rises'),
    start: z.number().min(0).max(1).default(0.04).describe('Factor at the first step'),
    final: z.number().min(0).max(1).default(4e-6).describe('Factor at the last step'),
    shape: z.enum(['cosine', 'linear']).default('cosine').describe('Shape of rise and fall: half a cosine or a line'),
  }),
  create: ({ warm_up, start, final, shape }) => oneCycleOf({ warmUp: warm_up, start, final, shape }),
});
