import { expect, test } from 'vitest';
import {
  drawnMetric,
  formatLead,
  formatMetric,
  formatSpread,
  metricKind,
  metricTitle,
  metricVariants,
} from './metrics.ts';

test('metrics by their kind', () => {
  expect(formatMetric(0.97312, metricKind('validation.accuracy'))).toBe('97.31 %');
  expect(formatMetric(0.123456, metricKind('validation.loss'))).toBe('0.1235');
  expect(formatMetric(Number.NaN, metricKind('validation.loss'))).toBe('NaN');
  expect(formatMetric(null, metricKind('test.accuracy'))).toBe('–');
  expect(formatSpread('validation.accuracy', 0.00123)).toBe('± 0.12');
});

test('leads in points for shares, in the unit of the metric else', () => {
  expect(formatLead('validation.accuracy', 0.0041)).toBe('0.41 points');
  expect(formatLead('validation.accuracy', 0.01)).toBe('1.0 point');
  expect(formatLead('validation.accuracy', 0.00002)).toBe('0.002 points');
  expect(formatLead('validation.nll', 0.0123)).toBe('0.01230');
});

test('a metric reads by its kind', () => {
  expect(formatMetric(0.97312, 'share')).toBe('97.31 %');
  expect(formatMetric(0.0912345, 'loss')).toBe('0.09123');
  expect(formatMetric(61, 'seconds')).toBe('1 min 1 s');
  expect(formatMetric(Number.POSITIVE_INFINITY, 'seconds')).toBe('∞');
  expect(formatMetric(12_345, 'count')).toBe('12k');
});

test('variants never grow, and non-finite values are named in all of them', () => {
  expect(metricVariants(0.97312, 'share')).toEqual(['97.3 %', '97.3', '97']);
  expect(metricVariants(Number.NaN, 'share')).toEqual(['NaN']);
  expect(metricVariants(Number.POSITIVE_INFINITY, 'loss')).toEqual(['∞', '∞']);
});

test('a metric is titled with its split, and one that nobody knows by its own name', () => {
  expect(metricTitle('validation.nll')).toBe('validation NLL');
  expect(drawnMetric('samples_per_second')).toEqual({ title: 'samples per second', kind: 'count', goal: 'maximize' });
  expect(drawnMetric('test.of_tomorrow')).toEqual({ title: 'test of_tomorrow', kind: 'number', goal: 'minimize' });
});
