import type { NamedTensors } from '../../tensors/named-tensors.ts';
import type { TrainState } from '../train-step.ts';

/** The weights that would be tested if training ended now. */
export interface KeptWeights {
  /** The epoch after which they were evaluated, counted from 1. */
  readonly epoch: number;
  readonly objective: number;
  readonly parameters: NamedTensors;
}

/**
 * The whole state of a training between two steps: training that continues from it computes the same bits as training
 * that was never interrupted. Everything else (order of the images, dropout, augmentation, mixup, schedule) is a pure
 * function of the configuration, the epoch and the step.
 */
export interface TrainingProgress {
  /** Number of finished epochs. */
  readonly epoch: number;
  /** Number of finished steps of the whole trial. */
  readonly step: number;
  readonly state: TrainState;
  /** The objective after each finished epoch; schedules and early stopping depend on it. */
  readonly objectives: readonly number[];
  /** Undefined before the end of the first epoch. */
  readonly kept: KeptWeights | undefined;
  /** Sums over the steps of the unfinished epoch, as `EpochResults.totals()` returns them; empty between two epochs. */
  readonly totals: Float64Array;
  /** Seconds that the steps of the unfinished epoch took. */
  readonly seconds: number;
}
