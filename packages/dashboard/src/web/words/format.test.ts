import { expect, test } from 'vitest';
import {
  formatAge,
  formatLead,
  formatMetricValue,
  formatParameter,
  formatSpread,
  metricTitle,
  outOf,
} from './format.ts';

test('metrics by their kind', () => {
  expect(formatMetricValue('validation.accuracy', 0.97312)).toBe('97.31 %');
  expect(formatMetricValue('validation.loss', 0.123456)).toBe('0.1235');
  expect(formatMetricValue('validation.loss', Number.NaN)).toBe('NaN');
  expect(formatMetricValue('test.accuracy', null)).toBe('–');
  expect(formatSpread('validation.accuracy', 0.00123)).toBe('± 0.12');
});

test('leads in points for shares, in the unit of the metric else', () => {
  expect(formatLead('validation.accuracy', 0.0041)).toBe('0.41 points');
  expect(formatLead('validation.accuracy', 0.01)).toBe('1.0 point');
  expect(formatLead('validation.accuracy', 0.00002)).toBe('0.002 points');
  expect(formatLead('validation.nll', 0.0123)).toBe('0.01230');
});

test('swept values as people write them', () => {
  expect(formatParameter('learning_rate', 0.0001)).toBe('1e-4');
  expect(formatParameter('optimizer', { name: 'momentum', momentum: 0.9 })).toBe('momentum(0.9)');
  expect(formatParameter('model', { name: 'layers', layers: ['flatten', 'dense'] })).toBe('[flatten, dense]');
  expect(formatParameter('loss', { name: 'module', module: '/sweeps/my-loss.ts' })).toBe('my-loss');
  expect(formatParameter('loss.module', '/sweeps/my-loss.ts')).toBe('my-loss');
  expect(formatParameter('training.batch_size', 32)).toBe('32');
  expect(formatParameter('loss', undefined)).toBe('–');
});

test('ages and titles', () => {
  expect(formatAge(1000, 2000)).toBe('just now');
  expect(formatAge(0, 3 * 3_600_000)).toMatch(/^3 hr?\.? ago$|^3 hours ago$/);
  expect(metricTitle('validation.nll')).toBe('validation NLL');
});

test('a part of a whole', () => {
  expect(outOf(3, 12, 'trial')).toBe('3 of 12 trials');
  expect(outOf(0, 1, 'trial')).toBe('0 of 1 trials');
  expect(outOf(1, 1, 'trial')).toBe('1 trial');
});
