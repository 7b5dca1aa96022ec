import type { RangePoint, RangeSummary, RangeTestOptions, TrialConfig } from '@sweepdeck/core/training';

/** A learning-rate range test: the configuration and the result. */
export interface RangeTest {
  /** Tells the configuration apart from others of its sweep. */
  readonly label: string;
  readonly config: TrialConfig;
  readonly engine: string;
  readonly datasetFingerprint: string;
  readonly options: RangeTestOptions;
  readonly points: readonly RangePoint[];
  readonly summary: RangeSummary;
  readonly seconds: number;
}

/** A stored range test. */
export interface RangeTestRecord extends RangeTest {
  readonly id: number;
  /** Milliseconds since the Unix epoch. */
  readonly createdAt: number;
}
