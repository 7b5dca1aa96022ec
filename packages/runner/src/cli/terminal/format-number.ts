/**
 * Formats a metric with four decimals, or four significant digits when it is very small or large: `0.9605`, `2.1e-5`,
 * `NaN`.
 */
export function formatMetric(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (size !== 0 && (size < 0.001 || size >= 100_000)) return value.toExponential(2).replace('e+', 'e');
  return size >= 1000 ? value.toFixed(1) : value.toFixed(4);
}

/** Formats mean and deviation: `0.9605 ± 0.0012`; only the mean for a single repeat. */
export function formatMeanSpread(summary: {
  readonly mean: number;
  readonly standardDeviation: number | null;
}): string {
  const mean = formatMetric(summary.mean);
  return summary.standardDeviation === null ? mean : `${mean} ± ${summary.standardDeviation.toFixed(4)}`;
}

/** Formats a count with separators: `693,962`; NaN and infinity by name. */
export function formatCount(count: number): string {
  return Number.isFinite(count) ? Math.round(count).toLocaleString('en') : String(count);
}

/**
 * Formats a large count: `7,840`, `0.9 M`, `1.2 G`. Counts below 100,000 are written in full, others with one
 * decimal.
 */
export function formatLargeCount(count: number): string {
  if (!(Math.abs(count) >= 100_000)) return formatCount(count);
  return Math.abs(count) < 999_950_000 ? `${(count / 1e6).toFixed(1)} M` : `${(count / 1e9).toFixed(1)} G`;
}

/** Formats an age in the largest fitting unit: `now`, `5 min ago`, `3 days ago`. */
export function formatAge(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 1) return 'now';
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h ago`;
  return `${Math.floor(hours / 24)} days ago`;
}

/** Formats a size: `0.4 MiB`, `12 MiB`. */
export function formatMebibytes(bytes: number): string {
  const size = bytes / 2 ** 20;
  return `${size < 10 ? size.toFixed(1) : Math.round(size).toLocaleString('en')} MiB`;
}
