import type { Dataset } from '../datasets/dataset.ts';
import type { Loss } from '../losses/index.ts';
import type { Model } from '../models/index.ts';
import type { Schedule } from '../schedules/index.ts';
import type { NamedTensors } from '../tensors/named-tensors.ts';
import type { MemoryEstimate } from './estimate-memory.ts';
import type { TrainState, TrainStep } from './train-step.ts';
import type { BatchMaker } from './training-batch.ts';
import type { TrialConfig } from './trial-config.ts';

/** A trial ready to train: its model, loss, schedule and step for one dataset. */
export interface Trial {
  readonly config: TrialConfig;
  readonly dataset: Dataset;
  readonly model: Model;
  readonly loss: Loss;
  readonly schedule: Schedule;
  readonly step: TrainStep;
  readonly batch: BatchMaker;
  readonly stepsPerEpoch: number;
  /** Estimates the memory that training needs; an engine must be open. */
  memory(): Promise<MemoryEstimate>;
  /** Creates the initial parameters and optimizer state; the caller disposes them. */
  init(): TrainState;
  /**
   * Returns the parameters to evaluate and keep after an epoch (counted from 1), as new tensors; the caller disposes
   * them. Averaged weights have running statistics of their own.
   */
  evaluated(state: TrainState, epoch: number): NamedTensors;
}
