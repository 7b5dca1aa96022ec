import { z } from 'zod';
import type { SweepRecord } from './records.ts';
import { repeatPlanOf, type RepeatPlan } from './repeat-plan.ts';

const withFolds = z.object({ folds: z.int().min(2) });

/** Parts of a sweep's k-fold cross-validation, as its resolved spec holds them; null without one. */
export function foldsOf({ spec }: Pick<SweepRecord, 'spec'>): number | null {
  const parsed = withFolds.safeParse(spec);
  return parsed.success ? parsed.data.folds : null;
}

/** The seeds and folds of a stored sweep. */
export function repeatPlanOfSweep(sweep: Pick<SweepRecord, 'repeats' | 'spec'>): RepeatPlan {
  return repeatPlanOf({ repeats: sweep.repeats, folds: foldsOf(sweep) });
}
