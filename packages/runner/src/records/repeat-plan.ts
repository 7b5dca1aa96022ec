/** What each cell of a sweep is trained with: every seed, and each seed with every fold of a cross-validation. */
export interface RepeatPlan {
  readonly seeds: number;
  /** Null without a cross-validation. */
  readonly folds: number | null;
}

/** The same as a stored sweep and the HTTP API count it: `repeats` are the trials of a cell, which is seeds times folds. */
export interface RepeatCounts {
  readonly repeats: number;
  /** Null without a cross-validation. */
  readonly folds: number | null;
}

/** Where one of a cell's trials stands in the plan; both counted from 0. */
export interface RepeatPlace {
  readonly seed: number;
  /** Null without a cross-validation. */
  readonly fold: number | null;
}

export function repeatPlanOf({ repeats, folds }: RepeatCounts): RepeatPlan {
  return { seeds: repeats / (folds ?? 1), folds };
}

/** The trials of each cell: `repeats` as it is stored. */
export function countRuns({ seeds, folds }: RepeatPlan): number {
  return seeds * (folds ?? 1);
}

/** Repeat r of a cell, counted from 0: with k folds, fold f of seed s is repeat s k + f. */
export function placeOfRepeat(repeat: number, { folds }: Pick<RepeatPlan, 'folds'>): RepeatPlace {
  if (folds === null) return { seed: repeat, fold: null };
  return { seed: Math.floor(repeat / folds), fold: repeat % folds };
}
