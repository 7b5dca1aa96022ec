import { expect, test } from 'vitest';
import { confusionFixtures } from './exhibits.ts';
import type { CellMark } from '../parts/cell-layer.ts';
import { parseHex } from '../parts/color.ts';
import { buildConfusionMatrixConfig, type ConfusionMatrixData } from './confusion-matrix.ts';
import { darkTheme, lightTheme } from '../parts/theme.ts';

const small: ConfusionMatrixData = {
  classNames: ['cat', 'dog', 'fox'],
  counts: [
    [90, 10, 0],
    [0, 1, 999],
    [0, 0, 0],
  ],
  normalize: 'counts',
};

function build(data: ConfusionMatrixData, theme = lightTheme) {
  const config = buildConfusionMatrixConfig(data, theme);
  const { cellLayer, tooltip, emptyMessage } = config.options?.plugins ?? {};
  return {
    config,
    cells: config.data.datasets[0]?.data ?? [],
    fills: (config.data.datasets[0]?.backgroundColor ?? []) as string[],
    texts: ((cellLayer?.cells ?? []) as CellMark[]).map(({ variants }) => variants[0]),
    describe: tooltip?.callbacks?.label as unknown as (item: object) => string,
    emptyText: emptyMessage?.text,
  };
}

test.each(Object.entries(confusionFixtures))('%s builds the same on every call, on both themes', (_, data) => {
  for (const theme of [lightTheme, darkTheme]) {
    const { config, cells, texts } = build(data, theme);
    expect(JSON.stringify(buildConfusionMatrixConfig(data, theme))).toBe(JSON.stringify(config));
    expect(texts).toHaveLength(cells.length);
    expect(cells.every(({ share }) => share >= 0 && share <= 1)).toBe(true);
  }
});

test('truth goes down, prediction goes right', () => {
  const { cells, config } = build(small);
  expect(cells[1]).toEqual({ x: '1', y: '0', truth: 0, predicted: 1, count: 10, share: 0.1 });
  expect(config.options?.scales).toMatchObject({
    x: { title: { text: 'predicted' } },
    y: { title: { text: 'truth' } },
  });
});

test('the tooltip says what was taken for what', () => {
  expect(build(small).describe({ dataIndex: 1 })).toBe('truth cat, predicted dog: 10 (10.0 %)');
  expect(build(small).describe({ dataIndex: 6 })).toBe('truth fox, predicted cat: 0 (0.0 %)');
});

test('cells show counts or percentages of their row; zeros off the diagonal stay blank', () => {
  expect(build(small).texts).toEqual(['90', '10', '', '', '1', '999', '', '', '0']);
  expect(build({ ...small, normalize: 'rows' }).texts).toEqual(['90.0', '10.0', '', '', '0.1', '99.9', '', '', '0']);
});

test('errors are warm and right answers cool, in both themes', () => {
  for (const theme of [lightTheme, darkTheme]) {
    const { cells, fills } = build(confusionFixtures['row percentages'], theme);
    const seen = cells.map(({ truth, predicted, count }, index) => {
      const fill = fills[index] ?? '';
      const [red, green, blue] = parseHex(fill);
      const hue = red > Math.max(green, blue) ? 'warm' : 'cool';
      return { truth, predicted, fill, hue: count === 0 ? 'none' : hue };
    });
    const expectedHue = (truth: number, predicted: number) => (truth === predicted ? 'cool' : 'warm');
    expect(seen.filter(({ truth, predicted, hue }) => hue !== 'none' && hue !== expectedHue(truth, predicted))).toEqual(
      [],
    );
    expect(new Set(seen.filter(({ hue }) => hue === 'none').map(({ fill }) => fill))).toEqual(
      new Set([theme.background]),
    );
  }
});

test('a larger error is stronger, and a good model has no full-strength errors', () => {
  const fillOfOneError = (errors: number) =>
    build({
      classNames: ['a', 'b'],
      counts: [
        [1000 - errors, errors],
        [0, 1000],
      ],
      normalize: 'counts',
    }).fills[1] ?? '';
  const green = [1, 10, 50].map((errors) => parseHex(fillOfOneError(errors))[1]);
  expect(green).toEqual(green.toSorted((a, b) => b - a));
  expect(fillOfOneError(1)).not.toBe(fillOfOneError(50));
  expect(fillOfOneError(50)).toBe(fillOfOneError(900));
});

test('a matrix without predictions says so', () => {
  expect(build(confusionFixtures.empty)).toMatchObject({ cells: [], emptyText: 'No predictions yet' });
  expect(build(small).emptyText).toBe('');
});
