import { expect, test } from 'vitest';
import { axisLabel, cellLabel, parameterLabel } from './cell-label.ts';

test('well-known axes are written by value alone, others with their name', () => {
  const parameters = {
    loss: 'cross-entropy',
    optimizer: { name: 'momentum', momentum: 0.9 },
    learning_rate: 0.001,
    'training.batch_size': 64,
  };
  expect(cellLabel(parameters)).toBe('cross-entropy · momentum(0.9) · 0.001 · batch_size 64');
});

test('a sweep without axes has one cell, the default', () => {
  expect(cellLabel({})).toBe('default');
});

test('an axis is called by the last part of its path', () => {
  expect(axisLabel('training.batch_size')).toBe('batch_size');
  expect(axisLabel('loss')).toBe('loss');
});

test.each([
  [0.0001, '0.0001'],
  [0.00001, '1e-5'],
  [2.5e-6, '2.5e-6'],
  [0, '0'],
  [1e9, '1e9'],
  [true, 'true'],
  [null, 'null'],
  [[1, 'a'], '[1, a]'],
  [{ name: 'adam' }, 'adam'],
  [{ beta_1: 0.9 }, '{beta_1=0.9}'],
  [{ name: 'adam', beta_1: 0.8 }, 'adam(beta_1=0.8)'],
] as const)('%j reads %s', (value, label) => {
  expect(parameterLabel(value)).toBe(label);
});
