import type { ChartConfiguration, LegendItem } from 'chart.js';
import { expect, test } from 'vitest';
import { curveFixtures } from './exhibits.ts';
import type { CurveDataset, CurveDatum, CurveRole } from './curve-datasets.ts';
import type { LearningCurvesData } from './curve-data.ts';
import { buildLearningCurvesConfig } from './learning-curves.ts';
import { seriesColor } from '../parts/palette.ts';
import { darkTheme, lightTheme } from '../parts/theme.ts';

type Config = ChartConfiguration<'line', CurveDatum[]>;

const build = (data: LearningCurvesData): Config => buildLearningCurvesConfig(data, lightTheme);
const datasetsOf = (config: Config, role: CurveRole): CurveDataset[] =>
  (config.data.datasets as CurveDataset[]).filter((dataset) => dataset.role === role);
const scaleOf = (config: Config, name: 'x' | 'y') => config.options?.scales?.[name] ?? {};

/** Numbers as they are, functions left out: what two equal builds must share. */
const snapshot = (config: Config): string => JSON.stringify(config);

test.each(Object.entries(curveFixtures))('%s: every drawn coordinate is finite and near the axes', (_, data) => {
  for (const theme of [lightTheme, darkTheme]) {
    const config = buildLearningCurvesConfig(data, theme);
    const { min = Number.NaN, max = Number.NaN } = scaleOf(config, 'y') as { min?: number; max?: number };
    expect(Number.isFinite(min) && Number.isFinite(max) && min < max).toBe(true);
    const limit = 10 * Math.max(Math.abs(min), Math.abs(max));
    const drawn = config.data.datasets.flatMap((dataset) => dataset.data);
    expect(drawn.filter(({ x, y }) => !Number.isInteger(x) || !(Math.abs(y) <= limit))).toEqual([]);
    expect(snapshot(buildLearningCurvesConfig(data, theme))).toBe(snapshot(config));
  }
});

test('several seeds make a mean line and a band from least to largest', () => {
  const config = build(curveFixtures.typical);
  const [mean] = datasetsOf(config, 'mean');
  const [low] = datasetsOf(config, 'low');
  const high = datasetsOf(config, 'high')[0];
  const values = curveFixtures.typical.series[0]?.runs.map((run) => run.points[3]?.value ?? Number.NaN) ?? [];
  expect(mean?.data[3]?.value).toBeCloseTo(values.reduce((sum, value) => sum + value, 0) / values.length, 12);
  expect(low?.data[3]?.value).toBe(Math.min(...values));
  expect(high?.data[3]?.value).toBe(Math.max(...values));
  const all = config.data.datasets as CurveDataset[];
  expect(high && all[all.indexOf(high) - 1]).toBe(low);
  expect(high?.fill).toBe('-1');
});

test('the deviation band is one sample standard deviation, kept within the data', () => {
  const runs = [1, 2, 6].map((value, trialId) => ({ trialId, hasDiverged: false, points: [{ epoch: 1, value }] }));
  const config = build({
    metric: { title: 'loss', kind: 'loss', goal: 'minimize' },
    band: 'deviation',
    series: [{ cell: 'a', label: 'a', colorIndex: 0, split: 'train', runs }],
  });
  expect(datasetsOf(config, 'low')[0]?.data[0]?.value).toBe(1);
  expect(datasetsOf(config, 'high')[0]?.data[0]?.value).toBeCloseTo(3 + Math.sqrt(7), 12);
});

test('train is dashed, validation solid, both in the colour of their cell', () => {
  const means = datasetsOf(build(curveFixtures['train and validation']), 'mean');
  expect(means.map(({ split, borderDash }) => [split, (borderDash as number[]).length > 0])).toEqual([
    ['train', true],
    ['validation', false],
    ['train', true],
    ['validation', false],
  ]);
  expect(means[1]?.borderColor).toBe(seriesColor(0, 'light'));
  expect(means[3]?.borderColor).toBe(seriesColor(4, 'light'));
});

test('accuracy is zoomed to the data and stays within 0..1; losses start at 0', () => {
  expect(scaleOf(build(curveFixtures.typical), 'y')).toMatchObject({ type: 'linear', min: 0.7, max: 1 });
  expect(scaleOf(build(curveFixtures['train and validation']), 'y')).toMatchObject({ type: 'linear', min: 0 });
});

test('a loss over more than two decades is logarithmic, unless asked otherwise', () => {
  const data = curveFixtures['many decades'];
  expect(scaleOf(build(data), 'y')).toMatchObject({ type: 'logarithmic', min: 1e-5, max: 10 });
  expect(scaleOf(build({ ...data, yScale: 'linear' }), 'y')).toMatchObject({ type: 'linear', min: 0 });
  expect(scaleOf(build({ ...curveFixtures['train and validation'], yScale: 'logarithmic' }), 'y')).toMatchObject({
    type: 'logarithmic',
  });
});

test('a logarithmic scale is refused where a value is 0', () => {
  const points = [1, 0].map((value, index) => ({ epoch: index + 1, value }));
  const series = [
    { cell: 'a', label: 'a', colorIndex: 0, split: 'train', runs: [{ trialId: 1, hasDiverged: false, points }] },
  ];
  const config = build({
    metric: { title: 'loss', kind: 'loss', goal: 'minimize' },
    yScale: 'logarithmic',
    series: series as LearningCurvesData['series'],
  });
  expect(scaleOf(config, 'y')).toMatchObject({ type: 'linear', min: 0, max: 1 });
});

test('runs that diverge end with a cross at their last finite point and do not stretch the axis', () => {
  const config = build(curveFixtures.diverged);
  const { max } = scaleOf(config, 'y') as { max: number };
  expect(max).toBeLessThanOrEqual(2);
  const marks = datasetsOf(config, 'diverged');
  expect(marks.map(({ data }) => [data[0]?.trialId, data[0]?.x])).toEqual([
    [76, 4],
    [77, 6],
    [79, 4],
    [80, 1],
  ]);
  expect(marks.every(({ pointStyle, showLine }) => pointStyle === 'crossRot' && showLine === false)).toBe(true);
  expect(marks[2]?.data[0]).toMatchObject({ y: max, value: 1e38 });
  expect(marks[3]?.data[0]).toMatchObject({ y: max, value: Number.NaN });
});

test('runs that diverged have no part in the mean of their cell', () => {
  const config = build(curveFixtures.diverged);
  const mean = datasetsOf(config, 'mean').find(({ cell }) => cell === 'cell-2');
  const survivor = curveFixtures.diverged.series[1]?.runs[2];
  expect(mean?.runTotal).toBe(1);
  expect(mean?.data.map(({ value }) => value)).toEqual(survivor?.points.map(({ value }) => value));
  expect(datasetsOf(config, 'run').map(({ data }) => data.length)).toEqual([4, 6, 4]);
});

test('one epoch alone is a visible point in the middle', () => {
  const config = build(curveFixtures['one point']);
  expect(scaleOf(config, 'x')).toMatchObject({ min: 0.5, max: 1.5 });
  expect(datasetsOf(config, 'mean').map(({ pointRadius }) => pointRadius)).toEqual([4, 4]);
});

test('epoch ticks are whole numbers', () => {
  const { ticks } = scaleOf(build(curveFixtures['one point']), 'x') as {
    ticks: { callback: (value: number, index: number, all: readonly { value: number }[]) => string | null };
  };
  const at = (values: readonly number[]) =>
    values.map((value, index) =>
      ticks.callback(
        value,
        index,
        values.map((one) => ({ value: one })),
      ),
    );
  expect(at([0.5, 1, 1.5])).toEqual([null, '1', null]);
  expect(at([1, 2, 4, 6])).toEqual([null, '2', '4', '6']);
  expect(at([1, 5, 10])).toEqual(['1', '5', '10']);
});

test('nothing to draw is said in words', () => {
  const config = build(curveFixtures.empty);
  expect(config.data.datasets).toEqual([]);
  expect(config.options?.plugins?.emptyMessage?.text).toBe('No epoch has finished yet');
  expect(build(curveFixtures.typical).options?.plugins?.emptyMessage?.text).toBe('');
});

test('500 runs: no bands, and thin lines in pale colours', () => {
  const config = build(curveFixtures['500 runs']);
  const lines = (config.data.datasets as CurveDataset[]).filter(({ role }) => role === 'mean' || role === 'run');
  expect(lines).toHaveLength(500);
  expect(datasetsOf(config, 'low')).toHaveLength(0);
  for (const { borderWidth, borderColor } of lines) {
    expect(borderWidth).toBeLessThan(2);
    expect(borderColor).toMatch(/^rgba\(.*0\.15\)$/);
  }
});

test('the tooltip lists the eight best and writes long names short', () => {
  const config = build(curveFixtures['500 runs']);
  const datasets = config.data.datasets as CurveDataset[];
  const tooltip = config.options?.plugins?.tooltip as unknown as {
    filter: (item: object, index: number, all: readonly object[]) => boolean;
    itemSort: (a: object, b: object) => number;
  };
  const items = datasets.flatMap(({ role }, datasetIndex) =>
    role === 'mean' ? [{ datasetIndex, dataIndex: 19 }] : [],
  );
  const kept = items.filter((item, index) => tooltip.filter(item, index, items)).toSorted(tooltip.itemSort);
  const values = kept.map(({ datasetIndex }) => datasets[datasetIndex]?.data[19]?.value ?? Number.NaN);
  const best = items.map(({ datasetIndex }) => datasets[datasetIndex]?.data[19]?.value ?? 0).toSorted((a, b) => b - a);
  expect(values).toEqual(best.slice(0, 8));

  const long = build(curveFixtures['long names']).options?.plugins?.tooltip?.callbacks?.label as unknown as (
    item: object,
  ) => string;
  expect(long({ datasetIndex: 0, dataIndex: 0 }).length).toBeLessThan(60);
});

test('the legend has one entry for each cell and split, with the dashes of its line', () => {
  const legendOf = (data: LearningCurvesData) =>
    build(data).options?.plugins?.legend as unknown as {
      display: boolean;
      labels: { generateLabels: () => LegendItem[] };
    };
  const legend = legendOf(curveFixtures['train and validation']);
  const items = legend.labels.generateLabels();
  expect(legend.display).toBe(true);
  expect(items.map(({ text, lineDash }) => [text, lineDash?.length ?? 0])).toEqual([
    ['cross-entropy · adam · 0.001 · train', 2],
    ['cross-entropy · adam · 0.001', 0],
    ['cross-entropy · sgd · 0.01 · train', 2],
    ['cross-entropy · sgd · 0.01', 0],
  ]);
  expect(legendOf(curveFixtures.typical).display).toBe(false);
});
