import { summarize } from '@sweepdeck/core/statistics';
import type { CurveRun } from './curve-data.ts';

export interface EpochSummary {
  readonly epoch: number;
  /** Number of runs with a finite value at this epoch. */
  readonly count: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Computes the mean and band of the runs with a finite value, by epoch. `range` is min..max; `deviation` is the mean
 * plus and minus one sample standard deviation, within min..max so that a share never leaves 0..1.
 */
export function summarizeEpochs(runs: readonly CurveRun[], band: 'range' | 'deviation'): readonly EpochSummary[] {
  const valuesByEpoch = new Map<number, number[]>();
  for (const run of runs) {
    for (const { epoch, value } of run.points) {
      if (!Number.isFinite(value)) continue;
      const values = valuesByEpoch.get(epoch);
      if (values === undefined) valuesByEpoch.set(epoch, [value]);
      else values.push(value);
    }
  }
  return [...valuesByEpoch]
    .toSorted(([first], [second]) => first - second)
    .flatMap(([epoch, values]) => {
      const summary = summarize(values);
      if (summary === null) return [];
      const { count, mean, min, max, standardDeviation } = summary;
      if (band === 'range' || standardDeviation === null) return [{ epoch, count, mean, low: min, high: max }];
      const low = Math.max(min, mean - standardDeviation);
      return [{ epoch, count, mean, low, high: Math.min(max, mean + standardDeviation) }];
    });
}

/** Returns the last finite point of a run by epoch; null when there is none. */
export function lastFinitePoint(run: CurveRun): { readonly epoch: number; readonly value: number } | null {
  let last: { epoch: number; value: number } | null = null;
  for (const point of run.points) {
    if (Number.isFinite(point.value) && (last === null || point.epoch > last.epoch)) last = point;
  }
  return last;
}
