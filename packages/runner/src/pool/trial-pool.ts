import type { Dataset } from '@sweepdeck/core/datasets';
import type { SerializedError } from '@sweepdeck/core/errors';
import type { StepTimes, TrialConfig } from '@sweepdeck/core/training';
import type { OutputLog } from '../output/output-log.ts';
import type { TaskReports } from '../worker/protocol/task-message.ts';

/** A configuration for a worker, with the data at hand; the worker's task names the data by reference. */
export interface MeasureRequest {
  readonly config: TrialConfig;
  readonly engine: string;
  readonly dataset: Dataset;
}

/** A trial to train. */
export interface TrialRequest extends MeasureRequest {
  /** Tells this try at this trial from others. */
  readonly attemptId: number;
  /** Whether the trained weights are sent before the end; false when left out. */
  readonly keepWeights?: boolean;
  /** How long a worker may be silent before it is ended; the pool's default when left out. */
  readonly stepTimeoutMs?: number;
}

export type TrialOutcome =
  | { readonly type: 'done' }
  | {
      readonly type: 'failed';
      readonly error: SerializedError;
      /** True when something else than this trial may have ended its worker; on a fresh one that shows. */
      readonly isMaybeOfAnother?: boolean;
    };

export type OnTrialEvent = (message: TaskReports['train']) => void;

/** One trial that trains, or waits for a free worker. */
export interface TrialRun {
  /** @throws what `onEvent` throws, after the trial was stopped */
  readonly outcome: Promise<TrialOutcome>;
  /**
   * Asks the trial to stop at its next batch, and ends its worker when that is still busy after the grace period. Other trials go
   * on. Resolves when the trial has ended.
   */
  stop(graceMs: number): Promise<void>;
}

/** Where trials run. Nothing above it knows whether that is a thread, a process or another machine. */
export interface TrialPool {
  /** How many trials run at once. */
  readonly size: number;
  /**
   * Runs one trial. `onEvent` gets its training events in order, all of them before the outcome. A worker that dies, or says
   * nothing for longer than the step timeout, gives the outcome `failed` and is replaced; so is one that says it is spent.
   * @param output gets what the trial prints, all of it before the outcome, also when its worker dies; left out: that goes to stderr
   */
  run(request: TrialRequest, onEvent: OnTrialEvent, output?: OutputLog): TrialRun;
  /**
   * Times a few steps of a configuration.
   * @param output as of `run`
   * @throws SweepdeckError why it cannot, `step-timeout` among others
   */
  measure(request: MeasureRequest, output?: OutputLog): Promise<StepTimes>;
  /** Stops every trial, as its own `stop` does. */
  stopAll(graceMs: number): Promise<void>;
  /** Ends all workers at once. */
  close(): Promise<void>;
}
