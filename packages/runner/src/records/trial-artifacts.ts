import type { Mistake, ReliabilityBin } from '@sweepdeck/core/metrics';

/** The cost of a model, independent of the machine. */
export interface ModelSize {
  /** Number of values that training changes by gradient. */
  readonly parameterCount: number;
  /** Multiply-adds of one forward pass on one image. */
  readonly multiplyAdds: number;
}

/**
 * Results of a trial besides its metrics. Each is absent when it was not measured: a diverged trial is not tested,
 * and earlier versions stored only the confusion matrix.
 */
export interface TrialArtifacts {
  readonly model?: ModelSize;
  /** `confusion[truth][prediction]`: counts on the test split. */
  readonly confusion?: readonly (readonly number[])[];
  /** Confidence against accuracy on the test split, the least confident bin first. */
  readonly reliability?: readonly ReliabilityBin[];
  /** The wrong predictions on the test split that the model was most confident of, the most confident first. */
  readonly mistakes?: readonly Mistake[];
}
