import { CalibrationBins } from './calibration-bins.ts';
import type { EvaluationMetrics } from './metric-names.ts';

/** Collects logits and labels batch by batch and gives their metrics. Sums are kept in float64. */
export class EvaluationAccumulator {
  readonly #classes: number;
  readonly #confusion: number[][];
  readonly #calibration = new CalibrationBins(15);
  #count = 0;
  #correct = 0;
  #lossSum = 0;
  #nllSum = 0;
  #brierSum = 0;

  constructor(classes: number) {
    this.#classes = classes;
    this.#confusion = Array.from({ length: classes }, () => Array<number>(classes).fill(0));
  }

  /**
   * @param logits `[labels.length, classes]`, row major
   * @param meanLoss mean of the trial's own loss over these images
   */
  add(logits: ArrayLike<number>, labels: ArrayLike<number>, meanLoss: number): void {
    for (let row = 0; row < labels.length; row++) this.#addRow(logits, row * this.#classes, labels[row] ?? 0);
    this.#count += labels.length;
    this.#lossSum += meanLoss * labels.length;
  }

  #addRow(logits: ArrayLike<number>, start: number, label: number): void {
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
    for (let k = 0; k < this.#classes; k++) expSum += Math.exp((logits[start + k] ?? 0) - max);
    const logSumExp = max + Math.log(expSum);
    for (let k = 0; k < this.#classes; k++) {
      const probability = Math.exp((logits[start + k] ?? 0) - logSumExp);
      this.#brierSum += (probability - (k === label ? 1 : 0)) ** 2;
    }
    this.#nllSum += logSumExp - (logits[start + label] ?? 0);
    const isCorrect = predicted === label;
    if (isCorrect) this.#correct++;
    this.#calibration.add(Math.exp(max - logSumExp), isCorrect);
    const truths = this.#confusion[label];
    if (truths !== undefined) truths[predicted] = (truths[predicted] ?? 0) + 1;
  }

  /** Means over everything added; NaN when nothing was. */
  metrics(): EvaluationMetrics {
    return {
      loss: this.#lossSum / this.#count,
      accuracy: this.#correct / this.#count,
      nll: this.#nllSum / this.#count,
      brier: this.#brierSum / this.#count,
      ece: this.#calibration.expectedError(),
    };
  }

  /** `confusion[truth][prediction]`: counts. */
  confusion(): number[][] {
    return this.#confusion.map((row) => [...row]);
  }
}
