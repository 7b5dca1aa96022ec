import type { SerializedError } from '@sweepdeck/core/errors';
import type { LayerShapeProblem } from '@sweepdeck/core/models';
import type { MemoryEstimate, RangePoint, RangeSummary, StepTimes, TrainingEvent } from '@sweepdeck/core/training';
import type { TaskKind } from './task.ts';

/** What a task says on its way. */
export interface TaskReports {
  readonly train: { readonly type: 'event'; readonly event: TrainingEvent };
  readonly measure: never;
  readonly check: never;
  readonly 'range-test': { readonly type: 'point'; readonly point: RangePoint };
}

/** What a task gives in the end. */
export interface TaskResults {
  readonly train: null;
  readonly measure: StepTimes;
  /** What training would need. */
  readonly check: MemoryEstimate;
  readonly 'range-test': RangeSummary['ending'];
}

/** The last message of a task. */
export type TaskEnding<Kind extends TaskKind = TaskKind> = {
  /** True when the worker must not be used again: it then ends, or shall be ended. */
  readonly isWorkerSpent?: boolean;
} & (
  | { readonly type: 'done'; readonly result: TaskResults[Kind] }
  | {
      readonly type: 'failed';
      readonly error: SerializedError;
      /** Where a layer does not fit: what and where it is. */
      readonly layer?: LayerShapeProblem;
      /** True when it may come of what an earlier task of this worker left behind. */
      readonly isMaybeOfAnother?: boolean;
    }
);

/** A sign of life: first when a task begins, then a few times a second as long as batches go on. */
export interface AliveMessage {
  readonly type: 'alive';
  /** Of a process that trains, once: what its trial needs, should the system kill it for that. */
  readonly need?: MemoryEstimate;
}

/** What a worker says of its task. */
export type TaskMessage<Kind extends TaskKind = TaskKind> = AliveMessage | TaskReports[Kind] | TaskEnding<Kind>;
