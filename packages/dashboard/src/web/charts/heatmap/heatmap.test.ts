import type { ChartConfiguration } from 'chart.js';
import { expect, test } from 'vitest';
import { learningRateAxis, heatmapFixtures } from './exhibits.ts';
import type { CellMark } from '../parts/cell-layer.ts';
import { luminance } from '../parts/color.ts';
import { buildHeatmapConfig, heatmapDomain, heatmapHeightPx, type HeatmapData, type HeatmapDatum } from './heatmap.ts';
import { seriesColor } from '../parts/palette.ts';
import { darkTheme, lightTheme } from '../parts/theme.ts';

type Config = ChartConfiguration<'matrix', HeatmapDatum[]>;

const fillsOf = (config: Config): readonly string[] => (config.data.datasets[0]?.backgroundColor ?? []) as string[];
const marksOf = (config: Config): readonly CellMark[] =>
  (config.options?.plugins?.cellLayer?.cells ?? []) as CellMark[];
function labelOf(config: Config, dataIndex: number): unknown {
  const label = config.options?.plugins?.tooltip?.callbacks?.label as unknown as (item: object) => unknown;
  return label({ dataIndex });
}

test.each(Object.entries(heatmapFixtures))('%s: one datum, fill and mark for each cell, on both themes', (_, data) => {
  for (const theme of [lightTheme, darkTheme]) {
    const config = buildHeatmapConfig(data, theme);
    expect(config.data.datasets[0]?.data.map(({ source }) => source)).toEqual(data.cells);
    expect(fillsOf(config)).toHaveLength(data.cells.length);
    expect(fillsOf(config).every((fill) => /^#[0-9a-f]{6}$/.test(fill))).toBe(true);
    expect(marksOf(config)).toHaveLength(data.cells.length);
    expect(JSON.stringify(buildHeatmapConfig(data, theme))).toBe(JSON.stringify(config));
  }
});

const small = (goal: 'maximize' | 'minimize', values: readonly number[]): HeatmapData => ({
  metric: { title: 'metric', kind: 'number', goal },
  xAxis: learningRateAxis(values.map((_, index) => 10 ** -index)),
  yAxis: { title: 'loss', values: [{ id: 'mse', label: 'mse' }] },
  cells: values.map((value, index) => ({
    cell: `c${index}`,
    x: String(10 ** -index),
    y: 'mse',
    value,
    state: 'finished',
    count: 1,
    trialIds: [index],
  })),
});

test('better cells stand out more from the surface, whatever the goal', () => {
  const up = fillsOf(buildHeatmapConfig(small('maximize', [0.1, 0.5, 0.9]), lightTheme)).map(luminance);
  expect(up).toEqual(up.toSorted((a, b) => b - a));
  const down = fillsOf(buildHeatmapConfig(small('minimize', [0.1, 0.5, 0.9]), lightTheme)).map(luminance);
  expect(down).toEqual(up.toReversed());
  const dark = fillsOf(buildHeatmapConfig(small('maximize', [0.1, 0.5, 0.9]), darkTheme)).map(luminance);
  expect(dark).toEqual(dark.toSorted((a, b) => a - b));
});

test('the best cell alone is outlined, by goal, and a page can name another or none', () => {
  const outlined = (data: HeatmapData) =>
    marksOf(buildHeatmapConfig(data, lightTheme)).flatMap(({ outline }, index) => (outline ? [index] : []));
  expect(outlined(small('maximize', [0.1, 0.9, 0.5]))).toEqual([1]);
  expect(outlined(small('minimize', [0.1, 0.9, 0.5]))).toEqual([0]);
  expect(outlined({ ...small('minimize', [0.1, 0.9, 0.5]), bestCells: ['c2'] })).toEqual([2]);
  expect(outlined({ ...small('minimize', [0.1, 0.9, 0.5]), bestCells: [] })).toEqual([]);
  expect(outlined({ ...small('minimize', [0.1, 0.9, 0.5]), bestCells: ['c0', 'c1'] })).toEqual([0, 1]);
});

test('where a shade is given, it decides colours and outline, and the value is only written', () => {
  const byValue = small('maximize', [0.1, 0.9, 0.5]);
  const shades = [0.9, 0.1, 0.5];
  const shaded = { ...byValue, cells: byValue.cells.map((cell, index) => ({ ...cell, shade: shades[index] ?? null })) };
  const config = buildHeatmapConfig(shaded, lightTheme);
  expect(fillsOf(config)).toEqual(fillsOf(buildHeatmapConfig(small('maximize', shades), lightTheme)));
  expect(marksOf(config).map(({ variants }) => variants)).toEqual(
    marksOf(buildHeatmapConfig(byValue, lightTheme)).map(({ variants }) => variants),
  );
  expect(marksOf(config).map(({ outline }) => outline !== undefined)).toEqual([true, false, false]);
});

test('one shared domain colours the same value alike in two heatmaps', () => {
  const domain = heatmapDomain([small('maximize', [0.2, 0.6]), small('maximize', [0.6, 1])]);
  expect(domain?.min).toBeCloseTo(0.2, 12);
  expect(domain?.max).toBe(1);
  if (domain === null) return;
  const [first, second] = [small('maximize', [0.2, 0.6]), small('maximize', [0.6, 1])].map((data) =>
    fillsOf(buildHeatmapConfig({ ...data, domain }, lightTheme)),
  );
  expect(first?.[1]).toBe(second?.[0]);
});

test('one cell at chance level does not take the colours from the good ones', () => {
  const good = [0.95, 0.96, 0.965, 0.97, 0.98];
  expect(heatmapDomain([small('maximize', [...good, 0.1])])?.min).toBeGreaterThan(0.9);
  expect(heatmapDomain([small('minimize', [...good, 40])])?.max).toBeLessThan(1.1);
  expect(heatmapDomain([small('maximize', [Number.NaN, Number.POSITIVE_INFINITY])])).toBeNull();
  expect(heatmapDomain([])).toBeNull();
});

test('cells that diverged are hatched and say so; cells to come are dashed and blank', () => {
  const diverged = buildHeatmapConfig(heatmapFixtures.diverged, lightTheme);
  expect(marksOf(diverged).every(({ hatch, variants }) => hatch !== undefined && variants.includes('diverged'))).toBe(
    true,
  );
  expect(new Set(fillsOf(diverged))).toEqual(new Set([lightTheme.surface]));
  expect(labelOf(diverged, 0)).toEqual(['cross-entropy, learning rate 0.0001', 'all 5 seeds diverged']);
  const folds = buildHeatmapConfig({ ...heatmapFixtures.diverged, repeatNoun: 'fold' }, lightTheme);
  expect(labelOf(folds, 0)).toEqual(['cross-entropy, learning rate 0.0001', 'all 5 folds diverged']);

  const partial = heatmapFixtures['minimize, in progress'];
  const config = buildHeatmapConfig(partial, lightTheme);
  const pending = marksOf(config).filter((_, index) => partial.cells[index]?.state === 'pending');
  expect(pending.length).toBeGreaterThan(0);
  expect(pending.every(({ outline, variants }) => outline?.isDashed === true && variants.join('') === '')).toBe(true);
});

test('a cell with some seeds diverged keeps its value and counts them', () => {
  const config = buildHeatmapConfig(heatmapFixtures.typical, lightTheme);
  const index = heatmapFixtures.typical.cells.findIndex(
    ({ divergedCount, value }) => divergedCount === 2 && value !== null,
  );
  expect(marksOf(config)[index]?.corner).toBe('2×');
  expect(labelOf(config, index)).toEqual([
    'cross-entropy, learning rate 0.01',
    expect.stringMatching(/^validation accuracy \d\d\.\d\d %, 3 seeds, 2 diverged$/),
  ]);
});

test('labels are read by place, never by text: two values may share a label', () => {
  const data = small('maximize', [0.1, 0.9]);
  const same = { ...data, xAxis: { title: 'x', values: data.xAxis.values.map(({ id }) => ({ id, label: 'same' })) } };
  const config = buildHeatmapConfig(same, lightTheme);
  const x = config.options?.scales?.['x'] as {
    labels: string[];
    ticks: { callback: (this: object, value: number, index: number) => unknown };
  };
  expect(x.labels).toEqual(['1', '0.1']);
  const scale = { chart: { width: 400 }, maxWidth: 300 };
  expect([0, 1].map((index) => x.ticks.callback.call(scale, index, index))).toEqual(['same', 'same']);
});

test('learning rates are short on the axis', () => {
  expect(learningRateAxis([1e-4, 3e-4, 0.001, 0.1]).values.map(({ label }) => label)).toEqual([
    '0.0001',
    '0.0003',
    '0.001',
    '0.1',
  ]);
});

test('the height grows with the rows', () => {
  expect(heatmapHeightPx(heatmapFixtures.typical)).toBe(64 + 3 * 44);
  expect(heatmapHeightPx(heatmapFixtures['500 runs'])).toBeLessThan(700);
  expect(heatmapHeightPx(heatmapFixtures.empty)).toBeGreaterThan(64);
});

test('nothing to draw is said in words', () => {
  const text = (data: HeatmapData) => buildHeatmapConfig(data, lightTheme).options?.plugins?.emptyMessage?.text;
  expect(text(heatmapFixtures.empty)).toBe('No cells to show');
  expect(text(heatmapFixtures.typical)).toBe('');
});

test('a ticked cell has a dot in the colour of its curve', () => {
  const marks = marksOf(
    buildHeatmapConfig({ ...small('maximize', [0.1, 0.5]), ticked: new Map([['c1', 3]]) }, lightTheme),
  );
  expect(marks.map(({ dot }) => dot?.color)).toEqual([undefined, seriesColor(3, 'light')]);
});
