import type { DrawnMetric } from '../../words/metrics.ts';

export interface CurvePoint {
  /** Counted from 1. */
  readonly epoch: number;
  /** NaN and infinity do not affect the scale. */
  readonly value: number;
}

/** A repeat of a cell. */
export interface CurveRun {
  readonly trialId: number;
  readonly points: readonly CurvePoint[];
  readonly hasDiverged: boolean;
}

/** A cell on one split: mean and band of the runs that did not diverge; diverged runs have lines of their own. */
export interface CurveSeries {
  readonly cell: string;
  readonly label: string;
  /** Place in the palette; both splits of a cell share it. */
  readonly colorIndex: number;
  /** Train curves are dashed. */
  readonly split: 'train' | 'validation';
  readonly runs: readonly CurveRun[];
}

export interface LearningCurvesData {
  readonly metric: DrawnMetric;
  readonly series: readonly CurveSeries[];
  /** Noun for the repeats of a cell; default: seed. */
  readonly repeatNoun?: string;
  /** min..max over the runs, or mean ± one sample standard deviation; default `range`. */
  readonly band?: 'range' | 'deviation';
  /** `auto` is logarithmic for losses that span more than two decades. */
  readonly yScale?: 'auto' | 'linear' | 'logarithmic';
  /** Default false: the page's table is the legend. */
  readonly hasLegend?: boolean;
}
