import { expect, test } from 'vitest';
import { rangeTestFixtures } from './exhibits.ts';
import type { RangeDatum, RangeRole } from './range-datasets.ts';
import type { RangeTestData } from './range-data.ts';
import { buildRangeTestConfig } from './range-test.ts';
import { darkTheme, lightTheme } from '../parts/theme.ts';

interface Drawn {
  readonly role: RangeRole;
  readonly label?: string;
  readonly data: readonly RangeDatum[];
}

function build(data: RangeTestData, theme = lightTheme) {
  const config = buildRangeTestConfig(data, theme);
  const datasets = config.data.datasets as unknown as readonly Drawn[];
  const scales = config.options?.scales as unknown as Record<'x' | 'y', { readonly min: number; readonly max: number }>;
  return {
    config,
    x: scales.x,
    y: scales.y,
    roles: datasets.map(({ role }) => role),
    of: (role: RangeRole) => datasets.find((dataset) => dataset.role === role),
    describe: config.options?.plugins?.tooltip?.callbacks?.label as unknown as (item: object) => string[],
    emptyText: config.options?.plugins?.emptyMessage?.text,
  };
}

test.each(Object.entries(rangeTestFixtures))('%s builds the same on every call, on both themes', (_, data) => {
  for (const theme of [lightTheme, darkTheme]) {
    const { config, x, y } = build(data, theme);
    expect(JSON.stringify(buildRangeTestConfig(data, theme))).toBe(JSON.stringify(config));
    expect(x.min).toBeLessThan(x.max);
    expect(y.min).toBeLessThan(y.max);
    for (const { data: drawn } of config.data.datasets)
      for (const datum of drawn) expect(Number.isFinite(datum.x) && Number.isFinite(datum.y)).toBe(true);
  }
});

const small: RangeTestData = {
  points: [
    { learningRate: 0.001, loss: 2.2, smoothedLoss: 2 },
    { learningRate: 0.01, loss: 0.9, smoothedLoss: 1 },
    { learningRate: 0.1, loss: 50, smoothedLoss: 8 },
  ],
  suggestedRate: 0.01,
  usableRates: { from: 0.001, to: 0.01 },
};

test('draws the smoothed loss from the first to the last rate; what blows up leaves the chart', () => {
  const { of, x, y } = build(small);
  expect(of('smoothed')?.data.map((datum) => datum.x)).toEqual([0.001, 0.01, 0.1]);
  expect(x).toMatchObject({ min: 0.001, max: 0.1 });
  expect(y.min).toBeLessThanOrEqual(1);
  expect(y.max).toBeLessThan(4);
  expect(of('smoothed')?.data[2]?.y).toBeGreaterThan(y.max);
});

test('marks the suggested rate on the curve and over the whole height, and the usable rates as a band', () => {
  const { of, y, roles } = build(small);
  expect(of('suggested')?.data).toMatchObject([{ x: 0.01, y: 1 }]);
  expect(of('suggested-line')?.data).toEqual([
    { x: 0.01, y: y.min },
    { x: 0.01, y: y.max },
  ]);
  expect(of('usable')?.data.map((datum) => datum.x)).toEqual([0.001, 0.01]);
  expect([of('suggested-line')?.label, of('usable')?.label]).toEqual(['suggested 0.01', 'usable 0.001 to 0.01']);
  expect(roles).not.toContain('diverged');
});

test('without a suggestion nothing is marked', () => {
  expect(build(rangeTestFixtures['nothing to suggest']).roles).toEqual(['smoothed']);
});

test('a loss that is no number is marked above the last rate that had one', () => {
  const lost = { learningRate: 1, loss: Infinity, smoothedLoss: Infinity };
  const { of, y } = build({ ...small, points: [...small.points, lost] });
  expect(of('diverged')?.data).toEqual([{ x: 0.1, y: y.max }]);
  expect(of('smoothed')?.data).toHaveLength(3);
  expect(build(rangeTestFixtures.NaN).roles).toEqual(['diverged']);
  expect(build(rangeTestFixtures.diverged).config.options?.plugins?.divergedLabels?.datasetIndices).toEqual([0]);
});

test('the tooltip has the smoothed loss and that of the batch', () => {
  const { describe, roles } = build(small);
  expect(describe({ datasetIndex: roles.indexOf('smoothed'), dataIndex: 0 })).toEqual([
    'smoothed 2.000',
    'this batch 2.200',
  ]);
  expect(describe({ datasetIndex: roles.indexOf('usable'), dataIndex: 0 })).toEqual([]);
});

test('noise on a flat curve stays small, and a curve that diverged leaves room for the word', () => {
  const flat = build(rangeTestFixtures['nothing to suggest']);
  expect(flat.y.max - flat.y.min).toBeGreaterThan(0.4);
  expect(
    build({ ...small, points: [...small.points, { learningRate: 1, loss: Infinity, smoothedLoss: Infinity }] }).x.max,
  ).toBeGreaterThan(1);
});

test('an end that rounding moved off its power of ten has one tick, not two', () => {
  const points = [1e-3, 1000.000_000_000_000_2].map((learningRate) => ({ learningRate, loss: 1, smoothedLoss: 1 }));
  expect(build({ points, suggestedRate: null, usableRates: null }).x).toMatchObject({ min: 1e-3, max: 1000 });
});

test('the legend shows the curve, the suggestion as its dashed line, and the band', () => {
  const { config } = build(small);
  const items = config.options?.plugins?.legend?.labels?.generateLabels?.(undefined as never) ?? [];
  expect(items.map(({ text, pointStyle }) => [text, pointStyle])).toEqual([
    ['smoothed loss', 'line'],
    ['suggested 0.01', 'line'],
    ['usable 0.001 to 0.01', 'rect'],
  ]);
  expect(items[1]?.lineDash).toEqual([5, 4]);
});

test('without steps it says so', () => {
  expect(build(rangeTestFixtures.empty).emptyText).toBe('No step was measured');
  expect(build(small).emptyText).toBe('');
});
