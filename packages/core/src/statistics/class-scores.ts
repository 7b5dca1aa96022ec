import { mean } from './mean.ts';

/** How well a class is recognized. */
export interface ClassScores {
  /** Share of the images predicted as the class that belong to it, 0..1; 0 when none was predicted. */
  readonly precision: number;
  /** Share of the class's images that were predicted as the class, 0..1; 0 when there are none. */
  readonly recall: number;
  /**
   * Harmonic mean of precision and recall, `2 hits / (support + predicted)`, 0..1; 0 when the class has neither
   * images nor predictions.
   */
  readonly f1: number;
  /** Number of images of the class. */
  readonly support: number;
  /** Number of images predicted as the class. */
  readonly predicted: number;
}

/**
 * Computes the scores of every class, in order. A quotient without a denominator is 0, like scikit-learn's
 * `zero_division=0`.
 *
 * @param confusion `[classes, classes]` counts, `confusion[truth][prediction]`
 */
export function classScores(confusion: readonly (readonly number[])[]): ClassScores[] {
  return confusion.map((row, place) => {
    const hits = row[place] ?? 0;
    const support = row.reduce((sum, count) => sum + count, 0);
    const predicted = confusion.reduce((sum, counts) => sum + (counts[place] ?? 0), 0);
    return {
      precision: predicted === 0 ? 0 : hits / predicted,
      recall: support === 0 ? 0 : hits / support,
      f1: support + predicted === 0 ? 0 : (2 * hits) / (support + predicted),
      support,
      predicted,
    };
  });
}

/**
 * Returns the mean recall over the classes that have images, 0..1; NaN when none has. Source: scikit-learn,
 * `balanced_accuracy_score`.
 */
export function balancedAccuracy(confusion: readonly (readonly number[])[]): number {
  const occurring = classScores(confusion).filter(({ support }) => support > 0);
  return mean(occurring.map(({ recall }) => recall));
}

/**
 * Returns the mean F1 over the classes that occur in truth or prediction, 0..1; NaN when none does. Source:
 * scikit-learn, `f1_score(average='macro', zero_division=0)`.
 */
export function macroF1(confusion: readonly (readonly number[])[]): number {
  const occurring = classScores(confusion).filter(({ support, predicted }) => support + predicted > 0);
  return mean(occurring.map(({ f1 }) => f1));
}
