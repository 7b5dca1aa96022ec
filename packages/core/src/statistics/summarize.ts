import { mean } from './mean.ts';
import { standardDeviation } from './standard-deviation.ts';

/** Statistics of a number over repeats of the same experiment. */
export interface Summary {
  readonly count: number;
  readonly mean: number;
  /** Sample standard deviation (n - 1); null for fewer than two values. */
  readonly standardDeviation: number | null;
  readonly min: number;
  readonly max: number;
}

/** Summarizes values; null for an empty list. */
export function summarize(values: readonly number[]): Summary | null {
  if (values.length === 0) return null;
  return {
    count: values.length,
    mean: mean(values),
    standardDeviation: standardDeviation(values),
    min: values.reduce((smallest, value) => Math.min(smallest, value), Number.POSITIVE_INFINITY),
    max: values.reduce((largest, value) => Math.max(largest, value), Number.NEGATIVE_INFINITY),
  };
}
