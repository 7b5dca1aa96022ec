import { formatDuration } from '@sweepdeck/core/words';
import { findMetric, type Goal, type MetricKind } from '../../contract/index.ts';
import {
  formatCount,
  formatLearningRate,
  formatPercent,
  formatSignificant,
  nothing,
  orNonFinite,
  percentNumber,
} from './numbers.ts';

/** A metric as charts show it. */
export interface DrawnMetric {
  readonly title: string;
  readonly kind: MetricKind;
  readonly goal: Goal;
}

/** Returns the title of a metric: `validation.nll` -> `validation NLL`. */
export function metricTitle(name: string): string {
  const parts = name.split('.');
  const last = parts.pop() ?? name;
  return [...parts, findMetric(last)?.title ?? last].join(' ');
}

/** Returns how a metric's values are written, by its full name; `number` for an unknown name. */
export function metricKind(name: string): MetricKind {
  return findMetric(name)?.kind ?? 'number';
}

/** Returns what a chart shows of a metric, by its full name; smaller values of an unknown one are better. */
export function drawnMetric(name: string): DrawnMetric {
  return { title: metricTitle(name), kind: metricKind(name), goal: findMetric(name)?.goal ?? 'minimize' };
}

/** Formats a metric's value: percent with two decimals, four significant digits for losses, a dash for none. */
export function formatMetric(value: number | null | undefined, kind: MetricKind): string {
  if (value === null || value === undefined) return nothing;
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

/** Formats the spread of a metric without its unit: `± 0.12`. */
export function formatSpread(name: string, deviation: number): string {
  return `± ${formatMetric(deviation, metricKind(name)).replace(/ %$/, '')}`;
}

/** Formats a lead in the metric's unit: `0.40 points` for shares, `0.0123` for losses. */
export function formatLead(name: string, difference: number): string {
  if (metricKind(name) !== 'share') return formatMetric(difference, metricKind(name));
  const points = difference * 100;
  const text = points >= 0.995 ? points.toFixed(1) : points >= 0.0095 ? points.toFixed(2) : points.toPrecision(1);
  return `${text} ${Number(text) === 1 ? 'point' : 'points'}`;
}
