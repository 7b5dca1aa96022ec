import { z } from 'zod';
import type { SweepRecord } from './records.ts';
import { repeatPlanOf, type RepeatPlan } from './repeat-plan.ts';

const withFolds = z.object({ folds: z.int().min(2) });

/** Reads the number of folds from a sweep's resolved spec; null without cross-validation. */
export function foldsOf({ spec }: Pick<SweepRecord, 'spec'>): number | null {
  const parsed = withFolds.safeParse(spec);
  return parsed.success ? parsed.data.folds : null;
}

/** Returns the seeds and folds of a stored sweep. */
export function repeatPlanOfSweep(sweep: Pick<SweepRecord, 'repeats' | 'spec'>): RepeatPlan {
  return repeatPlanOf({ repeats: sweep.repeats, folds: foldsOf(sweep) });
}
