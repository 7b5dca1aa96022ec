import { niceRange, type NiceRange } from '../parts/nice-range.ts';
import type { RangePoint } from './range-data.ts';

/** How far the curve may rise above its start before it leaves the chart, as a share of the fall. */
const shownRise = 0.5;
/**
 * Minimum shown on either side of the curve's start, as a share of the loss: noise on a flat curve must not look like
 * a fall.
 */
const leastSide = 0.1;
/** Room for the word behind a diverged curve, as a share of its length. */
const divergedRoom = 0.3;

/** Returns the range of losses that matters: values that blow up would flatten the fall. */
export function lossRange(points: readonly RangePoint[]): NiceRange {
  const finite = points.map(({ smoothedLoss }) => smoothedLoss).filter(Number.isFinite);
  const [first] = finite;
  if (first === undefined) return niceRange(0, 1);
  let [low, high] = [first, first];
  for (const loss of finite) {
    low = Math.min(low, loss);
    high = Math.max(high, loss);
  }
  const side = leastSide * Math.abs(first);
  const shown = Math.min(high, first + Math.max(shownRise * (first - low), side));
  return shown - low < 2 * side
    ? niceRange(Math.min(low, first - side), Math.max(shown, first + side))
    : niceRange(low, shown, { padding: 0.05 });
}

/** Returns the first and last rate, extended when the loss became NaN or infinite; a single rate is centered. */
export function rateRange(points: readonly RangePoint[]): { readonly min: number; readonly max: number } {
  const min = clean(points[0]?.learningRate ?? 1);
  const max = clean(points.at(-1)?.learningRate ?? 10);
  if (!(min < max)) return { min: min / 10, max: max * 10 };
  const hasDiverged = points.some(({ loss }) => !Number.isFinite(loss));
  return { min, max: hasDiverged ? max * (max / min) ** divergedRoom : max };
}

/** Rates grow by multiplication: 1000.0000000000002 and 1000 would be two ticks. */
const clean = (rate: number): number => Number(rate.toPrecision(12));
