import { power } from '../../portable-math/index.ts';

/** A step of a learning-rate range test. */
export interface RangePoint {
  /** Counted from 1. */
  readonly step: number;
  readonly learningRate: number;
  /** Mean loss of the step's batch, before its update. Not finite at the last point of a test that blew up. */
  readonly loss: number;
  /** Exponential moving average of the losses so far, bias-corrected. */
  readonly smoothedLoss: number;
}

/** Conclusions of a range test. Rates are null if the loss never fell. */
export interface RangeSummary {
  /** The rate at which the smoothed loss falls fastest per factor of the rate. */
  readonly suggestedRate: number | null;
  /** From the rate at which a tenth of the fall is done to the rate with the lowest smoothed loss. */
  readonly usableRates: { readonly from: number; readonly to: number } | null;
  /** `blew-up`: the loss rose far above its lowest value or became NaN or infinite, which ended the test. */
  readonly ending: 'reached-the-end' | 'blew-up';
}

/** Share of the whole fall from which a rate counts as usable. */
const usableShare = 0.1;
/** A fall of less than this share of the first loss is noise. */
const leastFall = 0.02;
/** The slope at a point is that of a line through this many points on either side. */
const slopeReach = 3;

/**
 * Makes an exponential moving average with bias correction: `m_t = b m_(t-1) + (1 - b) x_t`. Each call takes one
 * value and returns `m_t / (1 - b^t)`.
 */
export function createSmoother(beta: number): (value: number) => number {
  let average = 0;
  let count = 0;
  return (value) => {
    count++;
    average = beta * average + (1 - beta) * value;
    return average / (1 - power(beta, count));
  };
}

/**
 * Derives rates from the curve of smoothed loss over log rate. Source: Smith (2017), Cyclical learning rates for
 * training neural networks, arXiv:1506.01186; the steepest point as the suggestion: Howard and Gugger (2020), fastai,
 * arXiv:2002.04688
 */
export function summarizeRange(points: readonly RangePoint[], ending: RangeSummary['ending']): RangeSummary {
  const finite = points.filter(({ smoothedLoss }) => Number.isFinite(smoothedLoss));
  const lowest = indexOfLowest(finite);
  const first = lossBefore(finite, lowest);
  const fall = first - (finite[lowest]?.smoothedLoss ?? Number.NaN);
  const nothing = { suggestedRate: null, usableRates: null, ending };
  if (!(fall > leastFall * Math.abs(first))) return nothing;
  const isUsable = ({ smoothedLoss }: RangePoint): boolean => smoothedLoss <= first - usableShare * fall;
  // Searches from the end, because the first few losses are noisy and may dip.
  const from = finite.findLastIndex((point, i) => i <= lowest && !isUsable(point)) + 1;
  let steepest: { readonly rate: number; readonly slope: number } | undefined;
  for (let i = from; i <= lowest; i++) {
    const slope = slopeAt(finite, i);
    const rate = finite[i]?.learningRate;
    if (rate !== undefined && slope < (steepest?.slope ?? 0)) steepest = { rate, slope };
  }
  const [fromRate, toRate] = [finite[from]?.learningRate, finite[lowest]?.learningRate];
  if (steepest === undefined || fromRate === undefined || toRate === undefined) return nothing;
  return { suggestedRate: steepest.rate, usableRates: { from: fromRate, to: toRate }, ending };
}

/**
 * Returns the loss while the rate was too small to change it: the median of the first tenth of the points, up to the
 * lowest point.
 */
function lossBefore(points: readonly RangePoint[], lowest: number): number {
  const start = points.slice(0, Math.max(1, Math.min(Math.ceil(points.length / 10), lowest)));
  const losses = start.map(({ smoothedLoss }) => smoothedLoss).toSorted((a, b) => a - b);
  return losses[Math.floor(losses.length / 2)] ?? Number.NaN;
}

function indexOfLowest(points: readonly RangePoint[]): number {
  let lowest = 0;
  for (const [i, { smoothedLoss }] of points.entries())
    if (smoothedLoss < (points[lowest]?.smoothedLoss ?? Infinity)) lowest = i;
  return lowest;
}

/** Returns the least-squares slope of smoothed loss over the index; rates are evenly spaced on the log scale. */
function slopeAt(points: readonly RangePoint[], at: number): number {
  const start = Math.max(0, at - slopeReach);
  const near = points.slice(start, at + slopeReach + 1).map(({ smoothedLoss }) => smoothedLoss);
  const middle = (near.length - 1) / 2;
  const spread = near.reduce((sum, _, i) => sum + (i - middle) * (i - middle), 0);
  return spread === 0 ? 0 : near.reduce((sum, value, i) => sum + (i - middle) * value, 0) / spread;
}
