import { exponential, logarithm } from '../portable-math/index.ts';
import { balancedAccuracy, macroF1 } from '../statistics/index.ts';
import { CalibrationBins, type ReliabilityBin } from './calibration-bins.ts';
import { ConfidentMistakes, type Mistake } from './confident-mistakes.ts';
import type { EvaluationMetrics } from './metric-names.ts';

/** Few enough to look through, and enough to see what they have in common. */
const keptMistakes = 25;

/** Collects logits and labels batch by batch and computes their metrics. Sums are kept in float64. */
export class EvaluationAccumulator {
  readonly #classes: number;
  readonly #confusion: number[][];
  /** `e^(logit - max)` of one image. */
  readonly #relative: Float64Array;
  readonly #calibration = new CalibrationBins(15);
  readonly #mistakes = new ConfidentMistakes(keptMistakes);
  #count = 0;
  #correct = 0;
  #correctOf3 = 0;
  #correctOf5 = 0;
  #lossSum = 0;
  #nllSum = 0;
  #brierSum = 0;

  constructor(classes: number) {
    this.#classes = classes;
    this.#relative = new Float64Array(classes);
    this.#confusion = Array.from({ length: classes }, () => Array<number>(classes).fill(0));
  }

  /**
   * Adds a batch.
   *
   * @param logits `[labels.length, classes]`, row major
   *
   * @param meanLoss mean of the trial's own loss over these images
   *
   * @param indices indices of the images in their dataset; without them no mistakes are kept
   */
  add(logits: ArrayLike<number>, labels: ArrayLike<number>, meanLoss: number, indices?: ArrayLike<number>): void {
    for (let row = 0; row < labels.length; row++)
      this.#addRow(logits, row * this.#classes, labels[row] ?? 0, indices?.[row]);
    this.#count += labels.length;
    this.#lossSum += meanLoss * labels.length;
  }

  #addRow(logits: ArrayLike<number>, start: number, label: number, index: number | undefined): void {
    let predicted = 0;
    let max = -Infinity;
    for (let k = 0; k < this.#classes; k++) {
      const logit = logits[start + k] ?? Number.NaN;
      if (logit > max) {
        max = logit;
        predicted = k;
      }
    }
    let expSum = 0;
    for (let k = 0; k < this.#classes; k++) {
      const relative = exponential((logits[start + k] ?? 0) - max);
      this.#relative[k] = relative;
      expSum += relative;
    }
    const logSumExp = max + logarithm(expSum);
    for (let k = 0; k < this.#classes; k++) {
      const error = (this.#relative[k] ?? 0) / expSum - (k === label ? 1 : 0);
      this.#brierSum += error * error;
    }
    this.#nllSum += logSumExp - (logits[start + label] ?? 0);
    const isCorrect = predicted === label;
    const confidence = 1 / expSum;
    const place = this.#placeOf(logits, start, label);
    if (isCorrect) this.#correct++;
    if (place < 3) this.#correctOf3++;
    if (place < 5) this.#correctOf5++;
    this.#calibration.add(confidence, isCorrect);
    if (!isCorrect && index !== undefined) this.#mistakes.add({ index, label, predicted, confidence });
    const truths = this.#confusion[label];
    if (truths !== undefined) truths[predicted] = (truths[predicted] ?? 0) + 1;
  }

  /**
   * Returns the rank of the true class among the logits, 0 for the largest. For equal logits the lower class comes
   * first, and NaN counts as the smallest, as for the prediction, so that rank 0 is a correct prediction.
   */
  #placeOf(logits: ArrayLike<number>, start: number, label: number): number {
    const own = orSmallest(logits[start + label]);
    let place = 0;
    for (let k = 0; k < this.#classes; k++) {
      const logit = orSmallest(logits[start + k]);
      if (logit > own || (logit === own && k < label)) place++;
    }
    return place;
  }

  /**
   * Returns the sums so far, for `restore`. Mistakes are not among them: only a test keeps those, and no test is
   * interrupted and continued.
   */
  totals(): number[] {
    return [
      this.#count,
      this.#correct,
      this.#correctOf3,
      this.#correctOf5,
      this.#lossSum,
      this.#nllSum,
      this.#brierSum,
      ...this.#calibration.totals(),
      ...this.#confusion.flat(),
    ];
  }

  /**
   * Replaces all sums by those that `totals` returned.
   * @throws RangeError when they are of another number of classes
   */
  restore(totals: readonly number[]): void {
    const expected = this.totals().length;
    if (totals.length !== expected) throw new RangeError(`saw ${totals.length} sums; expected ${expected}`);
    const [count = 0, correct = 0, correctOf3 = 0, correctOf5 = 0, lossSum = 0, nllSum = 0, brierSum = 0] = totals;
    this.#count = count;
    this.#correct = correct;
    this.#correctOf3 = correctOf3;
    this.#correctOf5 = correctOf5;
    this.#lossSum = lossSum;
    this.#nllSum = nllSum;
    this.#brierSum = brierSum;
    const bins = 7 + this.#calibration.totals().length;
    this.#calibration.restore(totals.slice(7, bins));
    for (const [truth, row] of this.#confusion.entries())
      for (let k = 0; k < this.#classes; k++) row[k] = totals[bins + truth * this.#classes + k] ?? 0;
  }

  /** Returns means over everything added; NaN when nothing was. */
  metrics(): EvaluationMetrics {
    return {
      loss: this.#lossSum / this.#count,
      accuracy: this.#correct / this.#count,
      nll: this.#nllSum / this.#count,
      brier: this.#brierSum / this.#count,
      ece: this.#calibration.expectedError(),
      top_3_accuracy: this.#correctOf3 / this.#count,
      top_5_accuracy: this.#correctOf5 / this.#count,
      balanced_accuracy: balancedAccuracy(this.#confusion),
      macro_f1: macroF1(this.#confusion),
    };
  }

  /** Returns `confusion[truth][prediction]`: counts. */
  confusion(): number[][] {
    return this.#confusion.map((row) => [...row]);
  }
  /** Returns the 15 bins of the ECE, the least confident first. */
  reliability(): ReliabilityBin[] {
    return this.#calibration.bins();
  }

  /** Returns at most 25 wrong predictions, the most confident first, among the images with an index. */
  mistakes(): readonly Mistake[] {
    return this.#mistakes.list();
  }
}

function orSmallest(logit: number | undefined): number {
  return logit === undefined || Number.isNaN(logit) ? -Infinity : logit;
}
