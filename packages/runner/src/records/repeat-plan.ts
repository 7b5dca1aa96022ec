/** The seeds and folds that each cell of a sweep is trained with: every fold with every seed. */
export interface RepeatPlan {
  readonly seeds: number;
  /** Null without cross-validation. */
  readonly folds: number | null;
}

/**
 * The same plan as stored sweeps and the HTTP API write it: `repeats` is the number of trials per cell, seeds times
 * folds.
 */
export interface RepeatCounts {
  readonly repeats: number;
  /** Null without cross-validation. */
  readonly folds: number | null;
}

/** The seed and fold of one of a cell's trials, both counted from 0. */
export interface RepeatPlace {
  readonly seed: number;
  /** Null without cross-validation. */
  readonly fold: number | null;
}

export function repeatPlanOf({ repeats, folds }: RepeatCounts): RepeatPlan {
  return { seeds: repeats / (folds ?? 1), folds };
}

/** Returns the number of trials per cell, which is stored as `repeats`. */
export function countRuns({ seeds, folds }: RepeatPlan): number {
  return seeds * (folds ?? 1);
}

/** Returns the seed and fold of a repeat, counted from 0: with k folds, fold f of seed s is repeat s k + f. */
export function placeOfRepeat(repeat: number, { folds }: Pick<RepeatPlan, 'folds'>): RepeatPlace {
  if (folds === null) return { seed: repeat, fold: null };
  return { seed: Math.floor(repeat / folds), fold: repeat % folds };
}
