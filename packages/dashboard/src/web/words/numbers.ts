import { parameterLabel } from '@sweepdeck/runner/records';

/** Stands where there is no value. */
export const nothing = '–';

/** Names NaN and infinity, which are results; formats everything else with `write`. */
export function orNonFinite(value: number, write: (finite: number) => string): string {
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

/**
 * Formats a learning rate like the labels of cells and the terminal, rounded to three digits: 0.0001 -> `0.0001`,
 * 0.000_012_34 -> `1.23e-5`. Swept rates are not rounded; see `formatParameter`.
 */
export function formatLearningRate(rate: number, digits = 3): string {
  return orNonFinite(rate, (finite) => withMinus(parameterLabel(Number(finite.toPrecision(digits)))));
}

/** Formats a rate that is only known approximately, like `runner lr-find`: 0.00106 -> `0.0011`. */
export function formatRoughRate(rate: number): string {
  return formatLearningRate(rate, 2);
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
