import type { MetricKind } from '@sweepdeck/core/metrics';
import { formatDuration } from '@sweepdeck/core/words';

/** Names NaN and infinity, which are results; formats everything else with `write`. */
function orNonFinite(value: number, write: (finite: number) => string): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  return write(value);
}

const withMinus = (text: string): string => text.replace(/^-/, '−').replace(/^−(0(?:\.0+)?)$/, '$1');

/** Formats a share in percent without the sign, where space is short: 0.97312 -> `97.3`. */
export function percentNumber(share: number, decimals = 1): string {
  return orNonFinite(share, (finite) => withMinus((finite * 100).toFixed(decimals)));
}

/** 0.97312 -> `97.3 %`. */
export function formatPercent(share: number, decimals = 1): string {
  return Number.isFinite(share) ? `${percentNumber(share, decimals)} %` : percentNumber(share);
}

function exponent(value: number, digits: number): string {
  const [mantissa = '0', power = '0'] = value.toExponential(digits - 1).split('e');
  const short = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa;
  return withMinus(`${short}e${Number(power)}`);
}

/** Formats significant digits: 0.0273456 -> `0.0273`; below 1e-4 and from 1e6 with an exponent: 3.1e-6. */
export function formatSignificant(value: number, digits = 3): string {
  return orNonFinite(value, (finite) => {
    if (finite === 0) return '0';
    const size = Math.abs(finite);
    if (size < 1e-4 || size >= 1e6) return exponent(finite, digits);
    const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(size)));
    return withMinus(finite.toFixed(Math.min(decimals, 20)));
  });
}

/** Formats a learning rate as people write them: 0.0001 -> `1e-4`, 0.00025 -> `2.5e-4`, 0.001 -> `0.001`. */
export function formatLearningRate(rate: number): string {
  return orNonFinite(rate, (finite) => {
    const size = Math.abs(finite);
    if (size !== 0 && (size < 0.001 || size >= 10_000)) return exponent(finite, 3);
    return withMinus(String(Number(finite.toPrecision(3))));
  });
}

/** Formats a rate that is only known approximately, like `runner lr-find`: 0.00106 -> `0.0011`. */
export function formatRoughRate(rate: number): string {
  return formatLearningRate(Number(rate.toPrecision(2)));
}

/** Formats a count where space is short: 12 -> `12`, 1 234 567 -> `1.2M`. */
export function formatCount(count: number): string {
  return orNonFinite(count, (finite) => {
    if (Math.abs(finite) < 9999.5) return withMinus(String(Math.round(finite)));
    const [divisor, unit] = Math.abs(finite) < 999_500 ? [1e3, 'k'] : [1e6, 'M'];
    const scaled = finite / divisor;
    return withMinus(`${scaled.toFixed(Math.abs(scaled) < 9.95 ? 1 : 0)}${unit}`);
  });
}

/** Formats a metric's value: percent with two decimals, four significant digits for losses. */
export function formatMetric(value: number, kind: MetricKind): string {
  switch (kind) {
    case 'share':
      return formatPercent(value, 2);
    case 'rate':
      return formatLearningRate(value);
    case 'seconds':
      return orNonFinite(value, formatDuration);
    case 'count':
      return formatCount(value);
    case 'loss':
      return formatSignificant(value, 4);
    case 'number':
      return formatSignificant(value, 3);
  }
}

/** Formats the same value for narrower and narrower places: 0.97312 -> `97.31 %`, `97.3`, `97`. */
export function metricVariants(value: number, kind: MetricKind): readonly string[] {
  if (kind === 'share' && Number.isFinite(value)) {
    return [formatPercent(value, 1), percentNumber(value, 1), percentNumber(value, 0)];
  }
  if (kind === 'loss' || kind === 'number') return [3, 2].map((digits) => formatSignificant(value, digits));
  return [formatMetric(value, kind)];
}

/** Shortens a label in the middle, where names of variants differ least: `categorical…smoothing-0.1`. */
export function shortenLabel(label: string, maxLength: number): string {
  const characters = [...label];
  if (characters.length <= maxLength) return label;
  const kept = Math.max(1, maxLength - 1);
  const head = Math.ceil(kept / 2);
  return `${characters.slice(0, head).join('')}…${characters.slice(characters.length - (kept - head)).join('')}`;
}

/**
 * Wraps a label after spaces, commas, hyphens and slashes into lines of at most `maxLength`. Text beyond `maxLines`
 * is shortened in the last line.
 */
export function wrapLabel(label: string, maxLength: number, maxLines: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let rest = label;
  for (const piece of label.match(/[^\s,/-]*[\s,/-]*/g) ?? []) {
    if (line !== '' && `${line}${piece}`.trimEnd().length > maxLength) {
      if (lines.length === maxLines - 1) break;
      lines.push(shortenLabel(line.trim(), maxLength));
      rest = rest.slice(line.length);
      line = '';
    }
    line += piece;
  }
  return [...lines, shortenLabel(rest.trim(), maxLength)];
}
