import type { MetricKind } from '@sweepdeck/core/metrics';
import type { CurveSeries } from './curve-data.ts';
import { decadeRange, niceRange } from '../parts/nice-range.ts';

export interface CurveRange {
  readonly scale: 'linear' | 'logarithmic';
  readonly min: number;
  readonly max: number;
  /** Undefined on a logarithmic scale. */
  readonly step?: number;
}

/** Losses over more than two decades do not fit a linear axis. */
const logarithmicFrom = 100;
/** How far diverged runs may stretch a linear axis beyond the converged ones. */
const divergedStretch = 2;

/**
 * Chooses the y axis for the values of all runs. Accuracies are zoomed to their range within 0..1; losses start at 0,
 * or are logarithmic if they span more than two decades. A diverging run does not flatten the others: if at least one
 * run converged, the axis ends at twice its largest value, and the rest is cut off.
 */
export function curveRange(
  series: readonly CurveSeries[],
  kind: MetricKind,
  wanted: 'auto' | 'linear' | 'logarithmic',
): CurveRange {
  const converged = finiteExtent(series, false);
  const all = finiteExtent(series, true);
  if (all === null) return { scale: 'linear', min: 0, max: 1, step: 0.25 };
  const extent =
    converged === null
      ? all
      : { min: Math.min(all.min, converged.min), max: Math.min(all.max, stretchedMax(converged, kind)) };
  // Values near the largest float leave no room for ticks.
  const min = Math.max(-1e300, extent.min);
  const max = Math.min(1e300, Math.max(extent.max, min));
  const canBeLogarithmic = min > 0;
  const isWide = (kind === 'loss' || kind === 'number' || kind === 'rate') && max / min > logarithmicFrom;
  if (canBeLogarithmic && (wanted === 'logarithmic' || (wanted === 'auto' && isWide))) {
    return { scale: 'logarithmic', ...decadeRange(min, max) };
  }
  if (kind === 'share') return { scale: 'linear', ...niceRange(min, max, { floor: 0, ceiling: 1, tickCount: 6 }) };
  if (min >= 0) return { scale: 'linear', ...niceRange(0, max === 0 ? 1 : max) };
  return { scale: 'linear', ...niceRange(min, max) };
}

function stretchedMax(converged: { min: number; max: number }, kind: MetricKind): number {
  if (kind === 'share') return 1;
  return converged.max > 0 ? converged.max * divergedStretch : converged.max + (converged.max - converged.min);
}

function finiteExtent(series: readonly CurveSeries[], withDiverged: boolean): { min: number; max: number } | null {
  let min = Infinity;
  let max = -Infinity;
  for (const { runs } of series) {
    for (const run of runs) {
      if (run.hasDiverged && !withDiverged) continue;
      for (const { value } of run.points) {
        if (!Number.isFinite(value)) continue;
        if (value < min) min = value;
        if (value > max) max = value;
      }
    }
  }
  return min > max ? null : { min, max };
}
