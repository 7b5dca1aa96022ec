import { expect, test } from 'vitest';
import type { LeaderboardRow, SeedSummary } from '../../contract/index.ts';
import { sampleRow } from '../testing/sample-row.ts';
import { buildHeatmapTiles, type HeatmapMetric } from './heatmap-data.ts';

const rate = { path: 'learning_rate', values: [0.1, 0.01] };
const axes = { x: rate, y: null, multiples: null, folded: [{ path: 'training.batch_size', values: [16, 32] }] };

const summaryOf = (mean: number): SeedSummary => ({ count: 2, mean, standardDeviation: 0.01, min: mean, max: mean });

/** Cells that differ in a folded axis fall together on one place. */
function row(
  cell: string,
  learningRate: number,
  rank: number | null,
  validation: number,
  tested: number,
): LeaderboardRow {
  return {
    ...sampleRow(cell, { rank, mean: validation, count: 2, standardDeviation: 0.01 }),
    parameters: { learning_rate: learningRate },
    testAccuracy: summaryOf(tested),
    seconds: summaryOf(10 - tested * 10),
  };
}

// Validation chooses `chosen`, which the test images like less than `other`.
const rows = [row('chosen', 0.1, 1, 0.45, 0.38), row('other', 0.1, 2, 0.42, 0.43), row('far', 0.01, 3, 0.2, 0.5)];

const testAccuracy: HeatmapMetric = {
  title: 'test accuracy',
  kind: 'share',
  goal: 'maximize',
  read: (each) => each.testAccuracy,
  readShade: (each) => each.objective,
};
const seconds: HeatmapMetric = {
  title: 'training time',
  kind: 'seconds',
  goal: 'minimize',
  read: (each) => each.seconds,
};

const cellsOf = (metric: HeatmapMetric) => buildHeatmapTiles(rows, axes, metric)[0]?.data;

test('the place of folded cells shows the test accuracy of the cell that validation chose', () => {
  expect(cellsOf(testAccuracy)?.cells.map(({ cell, value }) => [cell, value])).toEqual([
    ['chosen', 0.38],
    ['far', 0.5],
  ]);
});

test('so does every other metric', () => {
  expect(cellsOf(seconds)?.cells.map(({ cell, value }) => [cell, value])).toEqual([
    ['chosen', 6.2],
    ['far', 5],
  ]);
});

test('colours and outline of the test accuracy are those of validation', () => {
  const data = cellsOf(testAccuracy);
  expect(data?.cells.map(({ shade }) => shade)).toEqual([0.45, 0.2]);
  expect(data?.bestCells).toEqual(['chosen']);
});

test('cells that share the first rank are all outlined', () => {
  const tied = rows.map((each) => (each.cell === 'far' ? each : { ...each, rank: 1, isTied: true }));
  expect(buildHeatmapTiles(tied, axes, testAccuracy)[0]?.data.bestCells).toEqual(['chosen', 'other']);
});

test('a mean in which diverged repeats count also tells that of the others', () => {
  const shared = row('lost', 0.1, 1, 0.49, 0.98);
  const lost = {
    ...shared,
    counts: { ...shared.counts, diverged: 1 },
    finishedObjective: { ...summaryOf(0.98), count: 1 },
    worstCountedObjective: summaryOf(0.49),
  };
  const metric: HeatmapMetric = {
    title: 'validation accuracy',
    kind: 'share',
    goal: 'maximize',
    read: (each) => each.objective,
    policy: 'worst',
  };
  const [cell, steady] = buildHeatmapTiles([lost, row('steady', 0.01, 2, 0.4, 0.4)], axes, metric)[0]?.data.cells ?? [];
  expect(cell).toMatchObject({ value: 0.49, otherMean: { value: 0.98, policy: 'leave-out' } });
  expect(steady).not.toHaveProperty('otherMean');
  const leftOut = { ...lost, objective: lost.finishedObjective };
  expect(buildHeatmapTiles([leftOut], axes, { ...metric, policy: 'leave-out' })[0]?.data.cells[0]).toMatchObject({
    value: 0.98,
    otherMean: { value: 0.49, policy: 'worst' },
  });
});
