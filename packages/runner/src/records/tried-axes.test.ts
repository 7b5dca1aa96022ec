import { expect, test } from 'vitest';
import { describeAxis } from './describe-axis.ts';
import type { ParameterAxis } from './parameter-axis.ts';
import { triedAxes } from './tried-axes.ts';

const loss: ParameterAxis = { path: 'loss', values: ['mse', 'hinge'] };
const rate: ParameterAxis = { path: 'learning_rate', from: 0.0001, to: 1, scale: 'log' };

test('a list keeps its values, also those that nothing has tried', () => {
  expect(triedAxes([loss], [])).toEqual([loss]);
});

test('a range has the values that were tried, each once and in ascending order', () => {
  const tried = [0.1, 0.003, 0.1].map((value) => ({ parameters: { loss: 'mse', learning_rate: value } }));
  expect(triedAxes([loss, rate], tried)).toEqual([loss, { path: 'learning_rate', values: [0.003, 0.1] }]);
  expect(triedAxes([rate], [])).toEqual([{ path: 'learning_rate', values: [] }]);
});

test('a list is told by its values, a range by its ends', () => {
  expect(describeAxis(loss)).toBe('mse, hinge');
  expect(describeAxis(rate)).toBe('0.0001 to 1, log');
  expect(describeAxis({ path: 'training.batch_size', from: 16, to: 256, scale: 'linear', step: 16 })).toBe(
    '16 to 256, linear, in steps of 16',
  );
});
