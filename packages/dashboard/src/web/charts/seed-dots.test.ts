import { expect, test } from 'vitest';
import { seedDotsFixtures } from '../gallery/fixtures.ts';
import { buildSeedDotsConfig, seedDotsHeightPx, type SeedDotsData } from './seed-dots.ts';
import { darkTheme, lightTheme } from './theme.ts';

function build(data: SeedDotsData, theme = lightTheme) {
  const config = buildSeedDotsConfig(data, theme);
  const [means = [], seeds = [], diverged = []] = config.data.datasets.map((dataset) => dataset.data);
  const x = config.options?.scales?.['x'] as { min: number; max: number };
  return { config, means, seeds, diverged, x };
}

test.each(Object.entries(seedDotsFixtures))('%s: everything drawn lies on the axis', (_, data) => {
  for (const theme of [lightTheme, darkTheme]) {
    const { config, x } = build(data, theme);
    const drawn = config.data.datasets.flatMap((dataset) => dataset.data);
    expect(drawn.filter((datum) => !(datum.x >= x.min && datum.x <= x.max))).toEqual([]);
    expect(JSON.stringify(buildSeedDotsConfig(data, theme))).toBe(JSON.stringify(config));
  }
});

test('every repeat is a dot with its trial, and their mean a bar', () => {
  const { seeds, means } = build(seedDotsFixtures.typical);
  expect(seeds).toHaveLength(35);
  const own = seeds.filter(({ y }) => y === 'cell-2');
  expect(own.map(({ trialId }) => trialId)).toEqual([20, 21, 22, 23, 24]);
  expect(means[2]).toMatchObject({ y: 'cell-2', role: 'mean', runCount: 5 });
  expect(means[2]?.x).toBeCloseTo(own.reduce((sum, { x }) => sum + x, 0) / 5, 12);
});

test('repeats that diverged are counted on the bad side and have no part in the mean', () => {
  const { diverged, seeds, x } = build(seedDotsFixtures.diverged);
  expect(diverged.map(({ y, runCount }) => [y, runCount])).toEqual([
    ['cell-4', 2],
    ['cell-5', 3],
    ['cell-6', 4],
  ]);
  expect(diverged.every((datum) => datum.x === x.min)).toBe(true);
  expect(seeds).toHaveLength(35 - 9);
  const minimized = { ...seedDotsFixtures.diverged, metric: { title: 'NLL', kind: 'loss', goal: 'minimize' } } as const;
  expect(build(minimized).diverged.every((datum) => datum.x === build(minimized).x.max)).toBe(true);
});

test('a mark says how many repeats it stands for, by the name that they have', () => {
  const label = (data: SeedDotsData): unknown => {
    const callback = build(data).config.options?.plugins?.tooltip?.callbacks?.label as unknown as (
      item: object,
    ) => string;
    return callback({ datasetIndex: 0, dataIndex: 0 });
  };
  expect(label(seedDotsFixtures.typical)).toMatch(/^mean .* of 5 seeds$/);
  expect(label({ ...seedDotsFixtures.typical, repeatNoun: 'fold' })).toMatch(/^mean .* of 5 folds$/);
});

test('a long leaderboard is cut to its first rows, in order', () => {
  const { means } = build(seedDotsFixtures['500 runs']);
  expect(means.map(({ y }) => y)).toEqual(Array.from({ length: 12 }, (_, place) => `cell-${place}`));
  expect(build({ ...seedDotsFixtures['500 runs'], maxRows: 3 }).means).toHaveLength(3);
  expect(seedDotsHeightPx(seedDotsFixtures['500 runs'])).toBe(52 + 12 * 24);
});

test('nothing to draw is said in words', () => {
  const { config } = build(seedDotsFixtures.empty);
  expect(config.data.datasets).toEqual([]);
  expect(config.options?.plugins?.emptyMessage?.text).toBe('No trial has finished yet');
});
