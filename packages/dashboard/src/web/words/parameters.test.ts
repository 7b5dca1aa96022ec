import { expect, test } from 'vitest';
import { formatParameter } from './parameters.ts';

test('swept values are exact, and read as in the labels of cells', () => {
  expect(formatParameter('learning_rate', 0.0001)).toBe('0.0001');
  expect(formatParameter('learning_rate', 0.000_012_345)).toBe('1.2345e-5');
  expect(formatParameter('optimizer', { name: 'momentum', momentum: 0.9 })).toBe('momentum(0.9)');
  expect(formatParameter('model', { name: 'layers', layers: ['flatten', 'dense'] })).toBe('[flatten, dense]');
  expect(formatParameter('loss', { name: 'module', module: '/sweeps/my-loss.ts' })).toBe('my-loss');
  expect(formatParameter('loss.module', '/sweeps/my-loss.ts')).toBe('my-loss');
  expect(formatParameter('training.batch_size', 32)).toBe('32');
  expect(formatParameter('loss', undefined)).toBe('–');
});
