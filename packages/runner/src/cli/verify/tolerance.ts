import { findMetric } from '@sweepdeck/core/metrics';
import type { Comparison } from '../../records/verification.ts';

/** Largest difference of a metric that is a share (accuracy, ECE, F1), as part of the whole. */
export const shareTolerance = 0.02;

/** Largest difference of any other metric, relative to the larger of the two values. */
export const relativeTolerance = 0.05;

/**
 * Tells whether a metric was reproduced. Bit for bit, NaN equals NaN.
 *
 * Another engine, or another numerics version of it, rounds sums in another order, and training amplifies that. The
 * tolerance is three times what was measured (decision 0060), and still finds another configuration, other data or
 * an error. Infinite values must be equal.
 */
export function isReproduced(name: string, stored: number, now: number, comparison: Comparison): boolean {
  // `Object.is` would tell 0 from -0, which the store does not keep.
  if (stored === now || (Number.isNaN(stored) && Number.isNaN(now))) return true;
  if (comparison === 'bits' || !Number.isFinite(stored) || !Number.isFinite(now)) return false;
  const difference = Math.abs(stored - now);
  if (findMetric(name)?.kind === 'share') return difference <= shareTolerance;
  return difference <= relativeTolerance * Math.max(Math.abs(stored), Math.abs(now));
}
