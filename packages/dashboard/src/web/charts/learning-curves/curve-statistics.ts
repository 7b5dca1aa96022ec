import type { CurveRun } from './curve-data.ts';

export interface EpochSummary {
  readonly epoch: number;
  /** Runs with a finite value at this epoch. */
  readonly count: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Mean and band of the runs that have a finite value at an epoch, by epoch. `range` is min..max; `deviation` is the mean
 * plus and minus one sample standard deviation, inside min..max so that a share never leaves 0..1.
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
    .map(([epoch, values]) => ({ epoch, count: values.length, ...summarize(values, band) }));
}

function summarize(
  values: readonly number[],
  band: 'range' | 'deviation',
): { mean: number; low: number; high: number } {
  // Dividing first: the sum of two values near the largest float would overflow.
  const mean = values.reduce((sum, value) => sum + value / values.length, 0);
  const min = Math.min(...values);
  const max = Math.max(...values);
  if (band === 'range' || values.length < 2) return { mean, low: min, high: max };
  const squares = values.reduce((sum, value) => sum + ((value - mean) / Math.sqrt(values.length - 1)) ** 2, 0);
  const deviation = Math.sqrt(squares);
  return { mean, low: Math.max(min, mean - deviation), high: Math.min(max, mean + deviation) };
}

/** The last finite point of a run by epoch; null when there is none. */
export function lastFinitePoint(run: CurveRun): { readonly epoch: number; readonly value: number } | null {
  let last: { epoch: number; value: number } | null = null;
  for (const point of run.points) {
    if (Number.isFinite(point.value) && (last === null || point.epoch > last.epoch)) last = point;
  }
  return last;
}
