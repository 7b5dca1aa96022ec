import { dispose } from '@tensorflow/tfjs-core';
import type { Dataset } from '../datasets/dataset.ts';
import type { Engine } from '../engines/engine.ts';
import { EvaluationAccumulator, type EvaluationMetrics } from '../metrics/index.ts';
import { findDivergence, type Divergence } from './divergence.ts';
import { labelsOf } from './targets.ts';
import { readTensors } from './read-tensors.ts';
import type { TrainStepResult } from './train-step.ts';

type StepTensors = Pick<TrainStepResult, 'loss' | 'squaredGradientNorm' | 'logits'>;

interface PendingStep {
  readonly step: number;
  readonly batch: Uint32Array;
  readonly tensors: StepTensors;
}

/** The results of an epoch's training steps. Their tensors stay on the device until `read` is called. */
export class EpochResults {
  readonly #dataset: Dataset;
  readonly #reads: Engine['reads'];
  readonly #trained: EvaluationAccumulator;
  #pending: PendingStep[] = [];
  #gradientNormSum = 0;
  #steps = 0;
  #lastLoss = Number.NaN;

  /** @param totals sums of the epoch's earlier steps, as `totals()` returned them; empty at its beginning */
  constructor(dataset: Dataset, reads: Engine['reads'], totals: Float64Array = new Float64Array()) {
    this.#dataset = dataset;
    this.#reads = reads;
    this.#trained = new EvaluationAccumulator(dataset.classNames.length);
    if (totals.length === 0) return;
    const [gradientNormSum = 0, steps = 0, lastLoss = Number.NaN, ...trained] = totals;
    this.#gradientNormSum = gradientNormSum;
    this.#steps = steps;
    this.#lastLoss = lastLoss;
    this.#trained.restore(trained);
  }

  /** Returns the sums over all steps that were read, for the constructor. */
  totals(): Float64Array {
    return Float64Array.of(this.#gradientNormSum, this.#steps, this.#lastLoss, ...this.#trained.totals());
  }

  /** Takes ownership of the tensors of a step on the images `batch`. */
  add(step: number, batch: Uint32Array, { loss, squaredGradientNorm, logits }: StepTensors): void {
    this.#pending.push({ step, batch, tensors: { loss, squaredGradientNorm, logits } });
  }

  /** Reads the steps added since the last call. Stops at the first that is not finite, and returns it. */
  async read(): Promise<Divergence | undefined> {
    const steps = this.#pending;
    this.#pending = [];
    const tensors = steps.flatMap(({ tensors: { loss, squaredGradientNorm, logits } }) => [
      loss,
      squaredGradientNorm,
      logits,
    ]);
    const values = await readTensors(tensors, this.#reads);
    for (const [i, { step, batch }] of steps.entries()) {
      const [[loss = Number.NaN] = [], [squared = Number.NaN] = [], logits = []] = values.slice(3 * i, 3 * i + 3);
      const gradientNorm = Math.sqrt(squared);
      const divergence = findDivergence(step, loss, gradientNorm);
      if (divergence !== undefined) return divergence;
      this.#trained.add(logits, labelsOf(this.#dataset, batch), loss);
      this.#gradientNormSum += gradientNorm;
      this.#steps++;
      this.#lastLoss = loss;
    }
    return undefined;
  }

  /** Loss of the last step that was read; NaN before the first. */
  get lastLoss(): number {
    return this.#lastLoss;
  }

  /** Mean over the steps that were read. */
  get meanGradientNorm(): number {
    return this.#gradientNormSum / this.#steps;
  }

  /** Metrics on the training images as each step saw them, before its update. */
  metrics(): EvaluationMetrics {
    return this.#trained.metrics();
  }

  /** Frees the tensors that were never read. */
  dispose(): void {
    dispose(this.#pending.map(({ tensors }) => tensors));
    this.#pending = [];
  }
}
