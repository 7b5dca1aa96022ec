import { findMetric, type Goal, type MetricKind } from '@sweepdeck/core/metrics';
import { valueLabel } from '@sweepdeck/runner/records';
import type { JsonValue } from '../../contract/index.ts';
import { formatLearningRate, formatMetric } from '../charts/parts/format.ts';

export const nothing = '–';

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

/** Returns which values of a metric are better, by its full name; `minimize` for an unknown name. */
export function metricGoal(name: string): Goal {
  return findMetric(name)?.goal ?? 'minimize';
}

export function formatMetricValue(name: string, value: number | null | undefined): string {
  return value === null || value === undefined ? nothing : formatMetric(value, metricKind(name));
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

/** Returns the title of an axis: `learning_rate` -> `learning rate`, `training.batch_size` -> `batch size`. */
export function axisTitle(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1).replaceAll('_', ' ');
}

/** Formats a swept value as short text, like the terminal: `adam(beta_1=0.8)`, `[flatten, dense]`. */
export function formatParameter(path: string, value: JsonValue | undefined): string {
  if (value === undefined) return nothing;
  return typeof value === 'number' && path.endsWith('rate') ? formatLearningRate(value) : valueLabel(path, value);
}

const ages: readonly (readonly [unitMs: number, unit: Intl.RelativeTimeFormatUnit])[] = [
  [86_400_000, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
];
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' });

/** Formats an age: `3 min. ago`; below a minute `just now`. */
export function formatAge(time: number, now: number): string {
  for (const [unitMs, unit] of ages) {
    if (now - time >= unitMs) return relative.format(-Math.floor((now - time) / unitMs), unit);
  }
  return 'just now';
}

export function formatTime(time: number): string {
  return new Date(time).toISOString().replace('T', ' ').slice(0, 19) + ' UTC';
}

/** Formats a count out of a total: `3 of 12 trials`; `1 trial` for a complete single one. */
export function outOf(count: number, total: number, noun: string): string {
  return count === 1 && total === 1
    ? plural(1, noun)
    : `${count.toLocaleString('en')} of ${total.toLocaleString('en')} ${noun}s`;
}

/** Formats a count with its noun: `1 trial`, `12 trials`. */
export function plural(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${count === 1 ? noun : `${noun}s`}`;
}
