import type { MessagePort } from 'node:worker_threads';
import type { SerializedError } from '@sweepdeck/core/errors';
import type { Dataset, SplitName } from '@sweepdeck/core/datasets';
import type { LayerShapeProblem } from '@sweepdeck/core/models';
import type {
  MemoryEstimate,
  RangePoint,
  RangeSummary,
  RangeTestOptions,
  StepTimes,
  TrainingEvent,
  TrialConfig,
} from '@sweepdeck/core/training';

/** A trial that a worker shall train. Plain data, so a queue could carry it to another machine. */
export interface TrialTask {
  /** Correlates the messages with this try at this trial. */
  readonly attemptId: number;
  readonly config: TrialConfig;
  readonly engine: string;
  readonly dataset: Dataset;
  /** Whether the trained weights are sent before the end; false when left out. */
  readonly keepWeights?: boolean;
  /** How long a worker may be silent before it is ended; the pool's default when left out. */
  readonly stepTimeoutMs?: number;
}

/** What a worker thread is asked to do. */
export interface TrialRequest extends TrialTask {
  /** One Int32, 0 until the trial shall stop; polled between batches. */
  readonly stopFlag: Int32Array<SharedArrayBuffer>;
  /** Carries `TrialMessage`s back; one port per trial. */
  readonly port: MessagePort;
  /** Of an `OutputLog`, for what the trial prints; left out: that goes to stderr. */
  readonly output?: SharedArrayBuffer;
}

/** What a worker says of itself at the end of an attempt. */
interface WorkerState {
  /** True when it must not be used again: it then ends, or shall be ended. */
  readonly isWorkerSpent?: boolean;
}

/** What a worker says. The last message of an attempt is `done` or `failed`. */
export type TrialMessage =
  | { readonly type: 'event'; readonly attemptId: number; readonly event: TrainingEvent }
  /** A sign of life: first when the trial begins, then a few times a second as long as batches go on. */
  | {
      readonly type: 'alive';
      readonly attemptId: number;
      /** Of a process, once: what its trial needs, should the system kill it for that. */
      readonly need?: MemoryEstimate;
    }
  | (WorkerState & { readonly type: 'done'; readonly attemptId: number })
  | (WorkerState & {
      readonly type: 'failed';
      readonly attemptId: number;
      readonly error: SerializedError;
      /** True when it may come of what an earlier trial of this worker left behind. */
      readonly isMaybeOfAnother?: boolean;
    });

/** Asks a worker how long a step of a configuration takes. */
export interface MeasureRequest {
  readonly config: TrialConfig;
  readonly engine: string;
  readonly dataset: Dataset;
}

export type MeasureReply = WorkerState &
  (
    | { readonly type: 'measured'; readonly times: StepTimes }
    | { readonly type: 'failed'; readonly error: SerializedError }
  );

/** Asks a worker thread to make a configuration's model, loss and optimizer, without training. */
export interface CheckRequest {
  readonly config: TrialConfig;
  readonly engine: string;
  readonly dataset: Dataset;
}

/** The last message is `checked` or `failed`. */
export type CheckMessage =
  | { readonly type: 'alive' }
  | { readonly type: 'checked'; readonly memory: MemoryEstimate }
  | {
      readonly type: 'failed';
      readonly error: SerializedError;
      /** Where a layer does not fit: what and where it is. */
      readonly layer?: LayerShapeProblem;
      /** An earlier module may have left the error behind on this worker. */
      readonly isMaybeOfAnother?: boolean;
    };

/** Asks a worker thread for a learning-rate range test. */
export interface RangeRequest extends CheckRequest {
  readonly options: RangeTestOptions;
}

/** The last message is `ended` or `failed`. */
export type RangeMessage =
  | { readonly type: 'alive' }
  | { readonly type: 'point'; readonly point: RangePoint }
  | { readonly type: 'ended'; readonly ending: RangeSummary['ending'] }
  | { readonly type: 'failed'; readonly error: SerializedError };

/** A question to a worker thread, which posts its replies and closes nothing. */
export type ThreadQuestion<Request> = Request & {
  readonly port: MessagePort;
  /** Of an `OutputLog`, for what is printed meanwhile; left out: that goes to stderr. */
  readonly output?: SharedArrayBuffer;
};

/** A dataset on its way into another process, which shares no memory with this one. */
export interface PostedDataset extends Omit<Dataset, 'images' | 'labels' | 'splits'> {
  readonly images: Uint8Array;
  readonly labels: Uint8Array;
  readonly splits: Readonly<Record<SplitName, Uint32Array>>;
}

/** What a worker process is told. One trial or measurement at a time; a dataset goes ahead of the first that needs it. */
export type ProcessCommand =
  | { readonly type: 'dataset'; readonly dataset: PostedDataset }
  | { readonly type: 'train'; readonly task: Omit<TrialTask, 'dataset'> }
  | { readonly type: 'measure'; readonly request: Omit<MeasureRequest, 'dataset'> }
  | { readonly type: 'stop' };

/** What a worker process says. `crashed` is its last word before it ends. */
export type ProcessMessage =
  | TrialMessage
  | { readonly type: 'measurement'; readonly reply: MeasureReply }
  | { readonly type: 'crashed'; readonly reason: string };
