import type { MessagePort } from 'node:worker_threads';
import type { SerializedError } from '@sweepdeck/core/errors';
import type { Dataset } from '@sweepdeck/core/datasets';
import type { StepTimes, TrainingEvent, TrialConfig } from '@sweepdeck/core/training';

/** What a worker is asked to do. Plain data beside the port, so a queue could carry it to another machine. */
export interface TrialRequest {
  /** Correlates the messages with this try at this trial. */
  readonly attemptId: number;
  readonly config: TrialConfig;
  readonly engine: string;
  readonly dataset: Dataset;
  /** Whether the trained weights are sent before the end; false when left out. */
  readonly keepWeights?: boolean;
  /** One Int32, 0 until the trial shall stop; polled between batches. */
  readonly stopFlag: Int32Array<SharedArrayBuffer>;
  /** Carries `TrialMessage`s back; one port per trial. */
  readonly port: MessagePort;
}

/** What a worker says. The last message of an attempt is `done` or `failed`. */
export type TrialMessage =
  | { readonly type: 'event'; readonly attemptId: number; readonly event: TrainingEvent }
  | { readonly type: 'done'; readonly attemptId: number }
  | { readonly type: 'failed'; readonly attemptId: number; readonly error: SerializedError };

/** Asks a worker how long a step of a configuration takes. */
export interface MeasureRequest {
  readonly config: TrialConfig;
  readonly engine: string;
  readonly dataset: Dataset;
}

export type MeasureReply =
  | { readonly type: 'measured'; readonly times: StepTimes }
  | { readonly type: 'failed'; readonly error: SerializedError };
