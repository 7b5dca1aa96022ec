import type { Dataset } from '@sweepdeck/core/datasets';
import type { MemoryEstimate, StepTimes, TrialConfig } from '@sweepdeck/core/training';
import type { SweepSummary, TrialRecord } from '../records/records.ts';

/** What earlier runs have stored: the part of a store that planning reads. */
export interface EarlierRuns {
  /** Newest first. */
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
  /** How many measure at once. */
  readonly size: number;
  /** @throws SweepdeckError why it cannot, `step-timeout` among others */
  measure(options: MeasureOptions): Promise<StepTimes>;
  close(): Promise<void>;
}

/** Makes the parts of a configuration where code of the user's own can do no harm. */
export interface ConfigChecker {
  /** @throws SweepdeckError why a configuration does not fit; `module-timeout` where it did not end in time */
  check(config: TrialConfig, dataset: Dataset): Promise<MemoryEstimate>;
  close(): Promise<void>;
}

/** What planning needs of the world around it. Whoever gives it decides what is shown meanwhile. */
export interface PlanningPorts {
  /** Gives what earlier runs have stored to `read`; undefined where there is no store. @throws SweepdeckError when a store cannot be used */
  readEarlierRuns<Value>(read: (runs: EarlierRuns) => Value): Value | undefined;
  /** @throws SweepdeckError why the data cannot be used */
  loadDataset(config: TrialConfig['dataset']): Promise<Dataset>;
  createPool(engine: string, size: number): MeasuringPool;
  createChecker(engine: string): ConfigChecker;
}
