import { expect, test } from 'vitest';
import { reliabilityFixtures } from './exhibits.ts';
import { buildReliabilityConfig, type ReliabilityData } from './reliability.ts';
import { darkTheme, lightTheme } from '../parts/theme.ts';

const small: ReliabilityData = {
  bins: [
    { count: 0, meanConfidence: Number.NaN, accuracy: Number.NaN },
    { count: 10, meanConfidence: 0.6, accuracy: 0.4 },
    { count: 90, meanConfidence: 0.9, accuracy: 0.8 },
  ],
};

interface Drawn {
  readonly role: string;
  readonly data: readonly { readonly x: number; readonly y: number; readonly bin?: number }[];
  readonly pointRadius?: readonly number[];
}

function build(data: ReliabilityData, theme = lightTheme) {
  const config = buildReliabilityConfig(data, theme);
  const datasets = config.data.datasets as unknown as readonly Drawn[];
  return {
    config,
    of: (role: string) => datasets.find((dataset) => dataset.role === role),
    describe: config.options?.plugins?.tooltip?.callbacks?.label as unknown as (item: object) => string[],
    emptyText: config.options?.plugins?.emptyMessage?.text,
  };
}

test.each(Object.entries(reliabilityFixtures))('%s builds the same on every call, on both themes', (_, data) => {
  for (const theme of [lightTheme, darkTheme]) {
    const { config, of } = build(data, theme);
    expect(JSON.stringify(buildReliabilityConfig(data, theme))).toBe(JSON.stringify(config));
    for (const { x, y } of of('accuracy')?.data ?? []) expect(Number.isFinite(x) && Number.isFinite(y)).toBe(true);
  }
});

test('a point for each bin with images, beside the diagonal; bars count the images of every bin', () => {
  const { of } = build(small);
  expect(of('accuracy')?.data).toEqual([
    { x: 0.6, y: 0.4, bin: 1 },
    { x: 0.9, y: 0.8, bin: 2 },
  ]);
  expect(of('calibrated')?.data).toEqual([
    { x: 0, y: 0 },
    { x: 1, y: 1 },
  ]);
  expect(of('images')?.data.map(({ y }) => y)).toEqual([0, 10, 90]);
});

test('more images make a larger point', () => {
  const [few = 0, many = 0] = build(small).of('accuracy')?.pointRadius ?? [];
  expect(few).toBeLessThan(many);
});

test('the tooltip says how many, how sure and how often right', () => {
  expect(build(small).describe({ datasetIndex: 0, dataIndex: 1 })).toEqual([
    '90 images',
    'mean confidence 90.0 %',
    'accuracy 80.0 %',
  ]);
  expect(build(small).describe({ datasetIndex: 1, dataIndex: 1 })).toEqual([]);
});

test('without images it says so; a bin of NaN is counted and not drawn', () => {
  expect(build(reliabilityFixtures.empty).emptyText).toBe('Not tested yet');
  expect(build(small).emptyText).toBe('');
  const { of } = build(reliabilityFixtures.NaN);
  expect([of('accuracy')?.data.length, of('images')?.data[0]?.y]).toEqual([0, 200]);
});
