import type { RangePoint, RangeSummary, RangeTestOptions, TrialConfig } from '@sweepdeck/core/training';

/** A learning-rate range test: what was tested, and what came out. */
export interface RangeTest {
  /** Of the configuration: what tells it apart in its sweep. */
  readonly label: string;
  readonly config: TrialConfig;
  readonly engine: string;
  readonly datasetFingerprint: string;
  readonly options: RangeTestOptions;
  readonly points: readonly RangePoint[];
  readonly summary: RangeSummary;
  readonly seconds: number;
}

/** As the store keeps it. */
export interface RangeTestRecord extends RangeTest {
  readonly id: number;
  /** Milliseconds since the Unix epoch. */
  readonly createdAt: number;
}
