import type { DatasetReference } from '@sweepdeck/core/datasets';
import type { CheckpointRhythm, RangeTestOptions, TrialConfig } from '@sweepdeck/core/training';

/** The common part of every task. */
export interface TaskSubject {
  /** Refers to modules and pretrained models by path and by the SHA-256 of their content, which the worker compares. */
  readonly config: TrialConfig;
  readonly engine: string;
  /** The worker gets the data from a `DatasetProvider`. */
  readonly dataset: DatasetReference;
}

/** Trains a trial. */
export interface TrainTask extends TaskSubject {
  readonly kind: 'train';
  /** Identifies this attempt at the trial. */
  readonly attemptId: number;
  /** Whether the trained weights are sent before the end. */
  readonly keepWeights: boolean;
  /** The checkpoint to continue from, whose content the worker compares; training starts from scratch when omitted. */
  readonly from?: { readonly path: string; readonly sha256: string };
  /** When checkpoints are sent; never when omitted. */
  readonly checkpoints?: CheckpointRhythm;
}

/** Times a few steps. */
export interface MeasureTask extends TaskSubject {
  readonly kind: 'measure';
}

/** Creates the model, the loss and the optimizer, without training. */
export interface CheckTask extends TaskSubject {
  readonly kind: 'check';
}

/** Runs a learning-rate range test. */
export interface RangeTestTask extends TaskSubject {
  readonly kind: 'range-test';
  readonly options: RangeTestOptions;
}

/** A task for a worker. Plain data that JSON can hold, so that a queue can carry it to another machine. */
export type Task = TrainTask | MeasureTask | CheckTask | RangeTestTask;
export type TaskKind = Task['kind'];
export type TaskOf<Kind extends TaskKind> = Extract<Task, { readonly kind: Kind }>;
