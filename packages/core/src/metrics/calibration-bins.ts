/** Predictions of similar confidence. Means over no predictions are NaN. */
export interface ReliabilityBin {
  readonly count: number;
  /** Mean probability of the predicted class, 0..1. */
  readonly meanConfidence: number;
  /** Share of correct predictions, 0..1. */
  readonly accuracy: number;
}

/**
 * Expected calibration error over equal-width bins of confidence: `sum_b n_b / n |accuracy_b - confidence_b|`, 0..1.
 * A confidence on the edge of two bins belongs to the lower one, as in the paper's half-open intervals.
 */
export class CalibrationBins {
  readonly #counts: number[];
  readonly #correct: number[];
  readonly #confidenceSums: number[];

  constructor(bins: number) {
    this.#counts = Array<number>(bins).fill(0);
    this.#correct = Array<number>(bins).fill(0);
    this.#confidenceSums = Array<number>(bins).fill(0);
  }

  /** @param confidence probability of the predicted class, 0..1 */
  add(confidence: number, isCorrect: boolean): void {
    const bins = this.#counts.length;
    const bin = Number.isNaN(confidence) ? 0 : Math.min(bins - 1, Math.max(0, Math.ceil(confidence * bins) - 1));
    this.#counts[bin] = (this.#counts[bin] ?? 0) + 1;
    this.#confidenceSums[bin] = (this.#confidenceSums[bin] ?? 0) + confidence;
    if (isCorrect) this.#correct[bin] = (this.#correct[bin] ?? 0) + 1;
  }

  /** Returns the sums so far, for `restore`: counts, correct predictions and confidences of all bins. */
  totals(): number[] {
    return [...this.#counts, ...this.#correct, ...this.#confidenceSums];
  }

  /** Replaces all sums by those that `totals` returned. */
  restore(totals: readonly number[]): void {
    const bins = this.#counts.length;
    for (const [part, sums] of [this.#counts, this.#correct, this.#confidenceSums].entries())
      for (let bin = 0; bin < bins; bin++) sums[bin] = totals[part * bins + bin] ?? 0;
  }

  /** Returns the error; NaN when nothing was added. */
  expectedError(): number {
    const total = this.#counts.reduce((sum, count) => sum + count, 0);
    const gaps = this.#counts.map((_, bin) => Math.abs((this.#correct[bin] ?? 0) - (this.#confidenceSums[bin] ?? 0)));
    return gaps.reduce((sum, gap) => sum + gap, 0) / total;
  }

  /** Returns every bin, the least confident first, for a reliability diagram. */
  bins(): ReliabilityBin[] {
    return this.#counts.map((count, bin) => ({
      count,
      meanConfidence: (this.#confidenceSums[bin] ?? 0) / count,
      accuracy: (this.#correct[bin] ?? 0) / count,
    }));
  }
}
