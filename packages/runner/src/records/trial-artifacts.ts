import type { Mistake, ReliabilityBin } from '@sweepdeck/core/metrics';

/** What a model costs, independent of the machine. */
export interface ModelSize {
  /** Values that training changes by gradient. */
  readonly parameterCount: number;
  /** Of one forward pass of one image. */
  readonly multiplyAdds: number;
}

/**
 * What a trial leaves beside its numbers. Each is absent when it was not measured: a diverged trial is not tested, and trials
 * of earlier versions have no more than the confusion matrix.
 */
export interface TrialArtifacts {
  readonly model?: ModelSize;
  /** `confusion[truth][prediction]`: counts on the test split. */
  readonly confusion?: readonly (readonly number[])[];
  /** Confidence against accuracy on the test split, the least confident bin first. */
  readonly reliability?: readonly ReliabilityBin[];
  /** The wrong predictions on the test split that the model was surest of, the surest first. */
  readonly mistakes?: readonly Mistake[];
}
