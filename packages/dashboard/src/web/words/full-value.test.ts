import { expect, test } from 'vitest';
import { fullParameters, fullValue, fullWhereCut } from './full-value.ts';

const layers = [
  { name: 'conv2d', filters: 32, kernel_size: 3, activation: 'relu' },
  { name: 'max-pool' },
  { name: 'flatten' },
  { name: 'dense', units: 64, activation: 'relu' },
  { name: 'dense' },
];
const model = { name: 'layers', layers };

test('nested values are whole, as YAML writes them', () => {
  expect(fullValue('model', model)).toBe(
    '{ name: layers, layers: [{ name: conv2d, filters: 32, kernel_size: 3, activation: relu }, { name: max-pool }, ' +
      '{ name: flatten }, { name: dense, units: 64, activation: relu }, { name: dense }] }',
  );
  expect(fullValue('dataset.class_names', ['0', 'a: b', 'true', 'cat'])).toBe('["0", "a: b", "true", cat]');
  expect(fullValue('loss', {})).toBe('{}');
});

test('single values read as everywhere else, paths in full', () => {
  expect(fullValue('learning_rate', 0.0001)).toBe('0.0001');
  expect(fullValue('loss.module', '/sweeps/my-loss.ts')).toBe('/sweeps/my-loss.ts');
  expect(fullValue('loss', undefined)).toBe('–');
});

test('a value that is not cut needs no second text', () => {
  expect(fullWhereCut('learning_rate', 0.0001)).toBeUndefined();
  expect(fullWhereCut('optimizer', 'adam')).toBeUndefined();
  expect(fullWhereCut('model', model)).toBe(fullValue('model', model));
});

test('the parameters of a cell, one a line', () => {
  expect(fullParameters({ loss: 'mse', learning_rate: 0.01 })).toBe('loss: mse\nlearning_rate: 0.01');
});
