import type { Dataset } from '@sweepdeck/core/datasets';
import type { SerializedError } from '@sweepdeck/core/errors';
import type { CheckpointRhythm, StepTimes, TrialConfig } from '@sweepdeck/core/training';
import type { OutputLog } from '../output/output-log.ts';
import type { TaskReports } from '../worker/protocol/task-message.ts';

/** A configuration for a worker, with its loaded data. The worker's task refers to the data by its fingerprint. */
export interface MeasureRequest {
  readonly config: TrialConfig;
  readonly engine: string;
  readonly dataset: Dataset;
}

/** A trial to train. */
export interface TrialRequest extends MeasureRequest {
  /** Identifies this attempt at the trial. */
  readonly attemptId: number;
  /** Whether the trained weights are sent before the end; false when omitted. */
  readonly keepWeights?: boolean;
  /** The checkpoint to continue from: a file and its SHA-256; training starts from scratch when omitted. */
  readonly from?: { readonly path: string; readonly sha256: string };
  /** When checkpoints are sent; never when omitted. */
  readonly checkpoints?: CheckpointRhythm;
  /** How long a worker may be silent before it is ended; the pool's default when omitted. */
  readonly stepTimeoutMs?: number;
  /** The most memory that the worker may use, in bytes, before it is ended; no limit when omitted. */
  readonly memoryLimitBytes?: number;
}

export type TrialOutcome =
  | { readonly type: 'done' }
  | {
      readonly type: 'failed';
      readonly error: SerializedError;
      /** True when something other than this trial may have ended its worker. A retry on a fresh worker will tell. */
      readonly isMaybeOfAnother?: boolean;
    };

export type OnTrialEvent = (message: TaskReports['train']) => void;

/** A trial that trains, or waits for a free worker. */
export interface TrialRun {
  /**
   * How the trial ended.
   * @throws any error of `onEvent`, after the trial was stopped
   */
  readonly outcome: Promise<TrialOutcome>;
  /**
   * Asks the trial to stop at its next batch, and ends its worker if it is still busy after the grace period. Other
   * trials continue. Resolves when the trial has ended.
   */
  stop(graceMs: number): Promise<void>;
}

/** Runs trials. Its callers do not know whether they run in threads, in processes or on other machines. */
export interface TrialPool {
  /** Number of trials that run at the same time. */
  readonly size: number;
  /**
   * Runs one trial. `onEvent` receives its training events in order, all before the outcome. If a worker dies or is
   * silent for longer than the step timeout, the outcome is `failed` and the worker is replaced; a worker that
   * declares itself spent is replaced too.
   *
   * @param output receives the trial's output, all before the outcome, even when the worker dies; output goes to
   * stderr when omitted
   */
  run(request: TrialRequest, onEvent: OnTrialEvent, output?: OutputLog): TrialRun;
  /**
   * Times a few steps of a configuration.
   *
   * @param output as in `run`
   *
   * @throws SweepdeckError when it cannot, among others `step-timeout`
   */
  measure(request: MeasureRequest, output?: OutputLog): Promise<StepTimes>;
  /** Stops every trial, as its own `stop` would. */
  stopAll(graceMs: number): Promise<void>;
  /** Ends all workers at once. */
  close(): Promise<void>;
}
