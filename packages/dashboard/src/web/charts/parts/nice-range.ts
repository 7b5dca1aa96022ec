export interface NiceRange {
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

export interface NiceRangeOptions {
  readonly tickCount?: number;
  /** A bound that is never exceeded: 0 and 1 for an accuracy. */
  readonly floor?: number;
  readonly ceiling?: number;
  /** Share of the span to keep free at both ends. */
  readonly padding?: number;
}

/** Below this span, steps lose their digits to underflow. */
const smallestSpan = 1e-290;

/** Returns the nearest step of 1, 2, 2.5 or 5 times a power of ten that is not below `rough`. */
function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const mantissa = rough / power;
  const nice = [1, 2, 2.5, 5, 10].find((candidate) => mantissa <= candidate * (1 + 1e-9)) ?? 10;
  return nice * power;
}

/** Returns a margin around a single value. */
function flatMargin(value: number): number {
  const margin = Math.abs(value) * 0.01;
  return margin > smallestSpan ? margin : 0.5;
}

/** Removes the noise of floating-point steps: 0.30000000000000004 -> 0.3. */
const clean = (value: number): number => Number(value.toPrecision(12));

/**
 * Returns the smallest range of whole steps around min..max with about `tickCount` ticks. A single value gets a range
 * around it. Expects finite numbers.
 */
export function niceRange(
  min: number,
  max: number,
  { tickCount = 5, floor = -Infinity, ceiling = Infinity, padding = 0 }: NiceRangeOptions = {},
): NiceRange {
  const isFlat = max - min <= Math.max(Math.abs(max) * 1e-9, smallestSpan);
  const around = isFlat ? flatMargin(max) : (max - min) * padding;
  const from = min - around;
  const to = max + around;
  const step = niceStep((to - from) / tickCount);
  return {
    min: Math.max(floor, clean(Math.floor(from / step + 1e-9) * step)),
    max: Math.min(ceiling, clean(Math.ceil(to / step - 1e-9) * step)),
    step: clean(step),
  };
}

/** Returns powers of ten around min..max; both must be positive. */
export function decadeRange(min: number, max: number): { readonly min: number; readonly max: number } {
  const low = Math.floor(Math.log10(min) + 1e-9);
  const high = Math.ceil(Math.log10(max) - 1e-9);
  return { min: clean(10 ** low), max: clean(10 ** Math.max(high, low + 1)) };
}
