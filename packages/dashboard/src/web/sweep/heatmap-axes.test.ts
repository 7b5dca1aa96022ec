import { expect, test } from 'vitest';
import { sampleRow } from '../testing/sample-row.ts';
import { chooseHeatmapAxes, narrowAxes } from './heatmap-axes.ts';

const rate = { path: 'learning_rate', values: [0.001, 0.01] };
const loss = { path: 'loss', values: ['mse', 'hinge'] };
const optimizer = { path: 'optimizer', values: ['sgd', 'adam'] };
const batch = { path: 'training.batch_size', values: [16, 32, 64] };

test('learning rate by loss, a grid for each optimizer', () => {
  expect(chooseHeatmapAxes([optimizer, loss, rate])).toEqual({ x: rate, y: loss, multiples: optimizer, folded: [] });
});

test('other axes take the empty places, the rest is folded', () => {
  expect(chooseHeatmapAxes([batch, loss])).toEqual({ x: batch, y: loss, multiples: null, folded: [] });
  expect(chooseHeatmapAxes([batch, loss, optimizer, rate])?.folded).toEqual([batch]);
});

test('one axis is a row; none, or single values, is nothing', () => {
  expect(chooseHeatmapAxes([rate])).toEqual({ x: rate, y: null, multiples: null, folded: [] });
  expect(chooseHeatmapAxes([{ path: 'loss', values: ['mse'] }])).toBeNull();
  expect(chooseHeatmapAxes([])).toBeNull();
});

test('filtered rows narrow the axes to the values that are left', () => {
  const axes = chooseHeatmapAxes([
    { path: 'loss', values: ['mse', 'hinge'] },
    { path: 'optimizer', values: ['sgd', 'adam'] },
    { path: 'learning_rate', values: [0.1, 0.01] },
  ]);
  if (axes === null) throw new Error('there are axes');
  const rows = [0.1, 0.01].map((value) => ({
    ...sampleRow(`mse/adam/${value}`, { rank: 1, mean: 0.9 }),
    parameters: { loss: 'mse', optimizer: 'adam', learning_rate: value },
  }));
  const { x, y, multiples } = narrowAxes(axes, rows);
  expect([x.values, y?.values, multiples?.values]).toEqual([[0.1, 0.01], ['mse'], ['adam']]);
});
