import type { SerializedError } from '@sweepdeck/core/errors';
import type { StepTimes } from '@sweepdeck/core/training';
import type { OutputLog } from '../output/output-log.ts';
import type { MeasureRequest, TrialMessage, TrialTask } from '../worker/protocol.ts';

export type TrialOutcome =
  | { readonly type: 'done' }
  | {
      readonly type: 'failed';
      readonly error: SerializedError;
      /** True when something else than this trial may have ended its worker; on a fresh one that shows. */
      readonly isMaybeOfAnother?: boolean;
    };

export type OnTrialEvent = (message: Extract<TrialMessage, { type: 'event' }>) => void;

/** Where trials run. Nothing above it knows whether that is a thread, a process or another machine. */
export interface TrialPool {
  /** How many trials run at once. */
  readonly size: number;
  /**
   * Runs one trial. `onEvent` gets its training events in order, all of them before the outcome. A worker that dies, or says
   * nothing for longer than the step timeout, gives the outcome `failed` and is replaced; so is one that says it is spent.
   * @param output gets what the trial prints, all of it before the outcome, also when its worker dies; left out: that goes to stderr
   * @throws what `onEvent` throws, after the trial was stopped
   */
  run(task: TrialTask, onEvent: OnTrialEvent, output?: OutputLog): Promise<TrialOutcome>;
  /**
   * Times a few steps of a configuration.
   * @param output as of `run`
   * @throws SweepdeckError why it cannot, `step-timeout` among others
   */
  measure(request: MeasureRequest, output?: OutputLog): Promise<StepTimes>;
  /** Asks every running trial to stop at its next batch; workers still busy after the grace period are ended. */
  stopAll(graceMs: number): Promise<void>;
  /** Ends all workers at once. */
  close(): Promise<void>;
}
