import type { MetricKind } from '@sweepdeck/core/metrics';
import { formatDuration } from '@sweepdeck/core/words';
import { formatCount, formatLearningRate, formatPercent, formatSignificant } from '../../words/numbers.ts';

/** Returns the decimals that distinguish multiples of `step`: 0.25 -> 2, 5 -> 0. */
function decimalsOf(step: number): number {
  for (let decimals = 0; decimals < 12; decimals++) {
    const scaled = step * 10 ** decimals;
    if (Math.abs(scaled - Math.round(scaled)) < 1e-6 * scaled) return decimals;
  }
  return 12;
}

/** Formats a tick on a linear metric axis, with no more decimals than its step needs. */
export function formatTick(value: number, kind: MetricKind, step: number): string {
  if (kind === 'share') return formatPercent(value, decimalsOf(step * 100));
  if (kind === 'seconds') return step < 1 ? `${value.toFixed(decimalsOf(step))} s` : formatDuration(value);
  if (kind === 'rate') return formatLearningRate(value);
  if (value === 0) return '0';
  if (Math.abs(value) >= 1e6 || step < 1e-5) return formatSignificant(value, 2);
  if (step >= 1 && Math.abs(value) >= 9999.5) return formatCount(value);
  return value.toFixed(decimalsOf(step)).replace('-', '−');
}

/**
 * Formats a tick on a logarithmic axis; null for omitted ticks: all but about six powers of ten, or 1-2-5 on a short
 * axis.
 */
export function formatLogarithmicTick(
  value: number,
  range: { readonly min: number; readonly max: number },
): string | null {
  const power = Math.floor(Math.log10(value) + 1e-9);
  const mantissa = Number((value / 10 ** power).toPrecision(6));
  const decades = Math.round(Math.log10(range.max / range.min));
  const isShown =
    mantissa === 1 ? power % Math.ceil(decades / 6) === 0 : decades <= 1 && (mantissa === 2 || mantissa === 5);
  return isShown ? formatLearningRate(value) : null;
}

/**
 * Formats an epoch tick. Epochs are whole, so ticks between them are omitted, and so is a first tick that crowds the
 * regular ones (1, 2, 4, 6).
 */
export function formatEpochTick(
  value: number,
  index: number,
  ticks: readonly { readonly value: number }[],
): string | null {
  const [first, second, third] = ticks;
  if (index === 0 && first && second && third && second.value - first.value < 0.6 * (third.value - second.value))
    return null;
  return Number.isInteger(value) ? String(value) : null;
}
