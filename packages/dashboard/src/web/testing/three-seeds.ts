/** A sweep of three seeds per cell, ranked by validation accuracy. */
export const threeSeeds = {
  objective: { name: 'validation.accuracy', goal: 'maximize' },
  repeats: 3,
  folds: null,
  diverged: 'worst',
} as const;
