import { expect, test } from 'vitest';
import { describeSetting } from './describe-setting.ts';

test('one value each', () => {
  const setting = { datasets: ['glyphs'], models: ['seed-cnn'], epochs: [12], batchSizes: [32] };
  expect(describeSetting(setting)).toEqual(['glyphs', 'seed-cnn', '12 epochs', 'batch size 32']);
  expect(describeSetting({ ...setting, epochs: [1] })[2]).toBe('1 epoch');
});

test('few swept values are listed, many are summed up', () => {
  expect(
    describeSetting({
      datasets: ['glyphs', 'mnist'],
      models: ['a', 'b', 'c', 'd'],
      epochs: [5, 10],
      batchSizes: [64, 16, 32, 128],
    }),
  ).toEqual(['glyphs, mnist', '4 models', '5, 10 epochs', 'batch size 16 to 128']);
});

test('a sweep without trials says nothing', () => {
  expect(describeSetting({ datasets: [], models: [], epochs: [], batchSizes: [] })).toEqual([]);
});
