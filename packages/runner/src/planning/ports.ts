import type { Dataset } from '@sweepdeck/core/datasets';
import type { MemoryEstimate, StepTimes, TrialConfig } from '@sweepdeck/core/training';
import type { SweepSummary, TrialRecord } from '../records/records.ts';

/** The results of earlier runs: the part of a store that planning reads. */
export interface EarlierRuns {
  /** Lists sweeps, newest first. */
  listSweeps(): SweepSummary[];
  listTrials(sweepId: number): TrialRecord[];
}

export interface MeasureOptions {
  readonly config: TrialConfig;
  readonly engine: string;
  readonly dataset: Dataset;
}

/** Workers that time training steps: the part of a pool that planning uses. */
export interface MeasuringPool {
  /** Number of workers that measure at the same time. */
  readonly size: number;
  /**
   * Times a few steps.
   * @throws SweepdeckError when it cannot, among others `step-timeout`
   */
  measure(options: MeasureOptions): Promise<StepTimes>;
  close(): Promise<void>;
}

/** Creates the parts of a configuration where custom code can do no harm. */
export interface ConfigChecker {
  /**
   * Creates a configuration and returns the memory it needs.
   * @throws SweepdeckError when the configuration does not fit; `module-timeout` when loading or creating a module
   * took too long
   */
  check(config: TrialConfig, dataset: Dataset): Promise<MemoryEstimate>;
  close(): Promise<void>;
}

/** Everything outside that planning needs. The implementer decides how progress is shown. */
export interface PlanningPorts {
  /**
   * Passes the results of earlier runs to `read`; returns undefined when there is no store.
   * @throws SweepdeckError when the store cannot be used
   */
  readEarlierRuns<Value>(read: (runs: EarlierRuns) => Value): Value | undefined;
  /**
   * Loads a dataset.
   * @throws SweepdeckError when the data cannot be used
   */
  loadDataset(config: TrialConfig['dataset']): Promise<Dataset>;
  createPool(engine: string, size: number): MeasuringPool;
  createChecker(engine: string): ConfigChecker;
}
