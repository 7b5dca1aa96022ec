import { expect, test } from 'vitest';
import { matrixAxis, matrixCellSize, type MatrixAxisValues } from './matrix-axes.ts';
import { lightTheme } from './theme.ts';

const named = (labels: readonly string[]): MatrixAxisValues => ({
  title: 'optimizer',
  values: labels.map((label, index) => ({ id: `id-${index}`, label })),
});

/** Ticks and rotation as Chart.js asks for them, for columns that share `maxWidth` pixels. */
function layOut(axis: MatrixAxisValues, maxWidth: number, position: 'bottom' | 'left' = 'bottom') {
  const { ticks, labels } = matrixAxis(axis, { position, isDisplayed: true }, lightTheme);
  const scale = { chart: { width: maxWidth }, maxWidth };
  const rotation = ticks.maxRotation as unknown as (context: object) => number;
  return {
    labels,
    texts: axis.values.map((_, index) => ticks.callback.call(scale, index, index)),
    rotation: rotation({ scale }),
  };
}

test('short labels in narrow columns stay level', () => {
  const rates = named(['1e-4', '3e-4', '0.001', '0.003', '0.01', '0.03', '0.1']);
  expect(layOut(rates, 240)).toMatchObject({ rotation: 0, texts: rates.values.map(({ label }) => label) });
  expect(layOut(rates, 100).rotation).toBe(60);
});

test('long labels break into lines of the column, ids stay as they are', () => {
  const { texts, labels, rotation } = layOut(named(['momentum 0.9, nesterov', 'sgd']), 200);
  expect(texts).toEqual([['momentum 0.9,', 'nesterov'], 'sgd']);
  expect(labels).toEqual(['id-0', 'id-1']);
  expect(rotation).toBe(0);
});

test('where columns are too narrow for words, labels are shortened and turned', () => {
  const many = named(Array.from({ length: 20 }, (_, index) => `a rather long name ${index}`));
  const { texts, rotation } = layOut(many, 300);
  expect(rotation).toBe(60);
  expect(texts.every((text) => typeof text === 'string' && text.length <= 14)).toBe(true);
});

test('row labels are never turned and fit their share of the width', () => {
  const { texts, rotation } = layOut(named(['categorical-cross-entropy-with-label-smoothing']), 340, 'left');
  expect(rotation).toBe(0);
  expect(String(texts[0]).length).toBeLessThanOrEqual(Math.floor((340 * 0.3) / 6));
});

test('cells share the chart area and are 0 before the first layout', () => {
  const { width, height } = matrixCellSize(4, 2, 2);
  expect(width({ chart: { chartArea: { width: 200, height: 100 } } })).toBe(48);
  expect(height({ chart: { chartArea: { width: 200, height: 100 } } })).toBe(48);
  expect(width({ chart: {} })).toBe(0);
});
