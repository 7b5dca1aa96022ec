import type { SerializedError } from '@sweepdeck/core/errors';
import type { LayerShapeProblem } from '@sweepdeck/core/models';
import type { MemoryEstimate, RangePoint, RangeSummary, StepTimes, TrainingEvent } from '@sweepdeck/core/training';
import type { TaskKind } from './task.ts';

/** The reports of each kind of task while it runs. */
export interface TaskReports {
  readonly train: { readonly type: 'event'; readonly event: TrainingEvent };
  readonly measure: never;
  readonly check: never;
  readonly 'range-test': { readonly type: 'point'; readonly point: RangePoint };
}

/** The result of each kind of task. */
export interface TaskResults {
  readonly train: null;
  readonly measure: StepTimes;
  /** The memory that training would need. */
  readonly check: MemoryEstimate;
  readonly 'range-test': RangeSummary['ending'];
}

/** The last message of a task. */
export type TaskEnding<Kind extends TaskKind = TaskKind> = {
  /** True when the worker must not be used again: it ends itself, or must be ended. */
  readonly isWorkerSpent?: boolean;
} & (
  | { readonly type: 'done'; readonly result: TaskResults[Kind] }
  | {
      readonly type: 'failed';
      readonly error: SerializedError;
      /** The layer that does not fit, and its place. */
      readonly layer?: LayerShapeProblem;
      /** True when an earlier task of this worker may have caused the failure. */
      readonly isMaybeOfAnother?: boolean;
    }
);

/** A sign of life: sent when a task begins, then a few times a second while batches proceed. */
export interface AliveMessage {
  readonly type: 'alive';
  /** The memory that the trial needs. Sent once by a process that trains, in case the system kills it for memory. */
  readonly need?: MemoryEstimate;
  /** Memory that the worker uses: the whole process, or the engine and the heap of a thread. Sent once a second. */
  readonly memoryBytes?: number;
}

/** Any message of a worker about its task. */
export type TaskMessage<Kind extends TaskKind = TaskKind> = AliveMessage | TaskReports[Kind] | TaskEnding<Kind>;
