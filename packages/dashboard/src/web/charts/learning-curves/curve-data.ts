import type { Goal, MetricKind } from '@sweepdeck/core/metrics';

export interface CurvePoint {
  /** Counted from 1. */
  readonly epoch: number;
  /** NaN and infinity are kept out of the scale. */
  readonly value: number;
}

/** One repeat of a cell. */
export interface CurveRun {
  readonly trialId: number;
  readonly points: readonly CurvePoint[];
  readonly hasDiverged: boolean;
}

/** One cell on one split: mean and band of its runs that did not diverge; those that did are lines of their own. */
export interface CurveSeries {
  readonly cell: string;
  readonly label: string;
  /** Place in the palette; both splits of a cell share it. */
  readonly colorIndex: number;
  /** Train is dashed. */
  readonly split: 'train' | 'validation';
  readonly runs: readonly CurveRun[];
}

export interface LearningCurvesData {
  readonly metric: { readonly title: string; readonly kind: MetricKind; readonly goal: Goal };
  readonly series: readonly CurveSeries[];
  /** What the repeats of a cell are called. Default: seed. */
  readonly repeatNoun?: string;
  /** min..max over the runs, or mean ± one sample standard deviation. Default `range`. */
  readonly band?: 'range' | 'deviation';
  /** `auto` is logarithmic for losses that span more than two decades. */
  readonly yScale?: 'auto' | 'linear' | 'logarithmic';
  /** Default false: the page's table is the legend. */
  readonly hasLegend?: boolean;
}
