import { expect, test } from 'vitest';
import { axisLabel, cellLabel, parameterLabel } from './cell-label.ts';
import type { JsonValue } from './json-value.ts';

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
  expect(axisLabel('loss.terms.mse.weight')).toBe('mse.weight');
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
  [{ name: 'combined', terms: { mse: 0.5 } }, 'combined(mse=0.5)'],
  [
    { name: 'combined', terms: { mse: 1, focal: { weight: 2, gamma: 3 } } },
    'combined(mse=1, focal={weight=2, gamma=3})',
  ],
  [{ name: 'module', module: '/sweeps/my-loss.ts', sha256: 'ab' }, 'my-loss'],
  [{ name: 'pretrained', path: '/models/mobilenet/model.json' }, 'pretrained(path=mobilenet)'],
  [
    { name: 'pretrained', path: 'http://127.0.0.1:80/nets/mobilenet/model.json' },
    'pretrained(path=127.0.0.1:80/nets/mobilenet)',
  ],
  [
    { name: 'pretrained', path: '/models/mobilenet', fine_tune_from: 'late' },
    'pretrained(path=mobilenet, fine_tune_from=late)',
  ],
  [{ name: 'module', module: 'C:\\my-loss.ts', options: { a: 1 } }, 'my-loss(a=1)'],
] as const)('%j reads %s', (value, label) => {
  expect(parameterLabel(value)).toBe(label);
});

const conv2d = { name: 'conv2d', filters: 32, activation: 'relu' };
const layers = (...list: readonly JsonValue[]): JsonValue => ({ name: 'layers', layers: list });

test('a model that is a list of layers reads as its layers', () => {
  expect(parameterLabel(layers('flatten', { name: 'dense', units: 64 }, 'dense'))).toBe(
    '[flatten, dense(units=64), dense]',
  );
});

test('a long list is cut, and a digest in front tells it from others that begin the same', () => {
  const rest = ['max-pool', 'flatten', { name: 'dropout', rate: 0.5 }, 'dense'];
  const label = parameterLabel(layers(conv2d, ...rest));
  expect(label).toMatch(/^#[0-9a-z]{4} \[conv2d 32, max-pool, flatten, dropout 0.5, … 1 more\]$/);
  const others = [
    layers({ ...conv2d, activation: 'elu' }, ...rest),
    layers(conv2d, ...rest.toReversed()),
    layers(conv2d, 'batch-norm', ...rest),
    layers(conv2d, ...rest, 'softplus', 'dense'),
    ...Array.from({ length: 50 }, (_, i) => layers(conv2d, ...rest, { name: 'dense', units: i })),
  ].map(parameterLabel);
  // Also where a table has room for 8 characters alone.
  expect(new Set([label, ...others].map((each) => each.slice(0, 7))).size).toBe(others.length + 1);
});
