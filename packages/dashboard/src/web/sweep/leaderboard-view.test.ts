import { expect, test } from 'vitest';
import type { LeaderboardRow } from '../../contract/index.ts';
import { sampleRow } from '../testing/sample-row.ts';
import {
  describeFilters,
  filterRows,
  isFiltered,
  readLeaderboardView,
  viewLeaderboard,
  withoutFilters,
} from './leaderboard-view.ts';

const axes = [
  { path: 'loss', values: ['mse', 'hinge'] },
  { path: 'learning_rate', values: [0.01, 0.001] },
];

function row(rank: number | null, loss: string, rate: number, mean: number | null): LeaderboardRow {
  return {
    ...sampleRow(`${loss}/${rate}`, mean === null ? undefined : { rank, mean }),
    parameters: { loss, learning_rate: rate },
    label: `${loss} · ${rate}`,
  };
}

const rows = [
  row(1, 'mse', 0.001, 0.9),
  row(2, 'hinge', 0.01, 0.8),
  row(3, 'mse', 0.01, 0.7),
  row(null, 'hinge', 0.001, null),
];
const view = (query: string) =>
  viewLeaderboard(rows, readLeaderboardView(new URLSearchParams(query), axes), axes).map(({ cell }) => cell);

test('the default order is the ranking', () => {
  expect(view('')).toEqual(rows.map(({ cell }) => cell));
});

test('rows without a value stay last in both directions', () => {
  expect(view('sort=objective')).toEqual(['mse/0.01', 'hinge/0.01', 'mse/0.001', 'hinge/0.001']);
  expect(view('sort=-objective').at(-1)).toBe('hinge/0.001');
});

test('axes sort by number, or by the order of the sweep file', () => {
  expect(view('sort=axis:learning_rate').slice(0, 2)).toEqual(['mse/0.001', 'hinge/0.001']);
  expect(view('sort=-axis:loss').slice(0, 2)).toEqual(['hinge/0.01', 'hinge/0.001']);
});

test('chips and words filter together', () => {
  expect(view('in.loss=mse&in.learning_rate=0.01')).toEqual(['mse/0.01']);
  expect(view('q=hinge+diverged')).toEqual(['hinge/0.001']);
  expect(view('in.loss=nothing')).toEqual([]);
});

test('test accuracy is no order: an address that asks for it gets the ranking', () => {
  const tested = rows.map((each, place) => ({
    ...each,
    testAccuracy: { count: 1, mean: place / 10, standardDeviation: null, min: 0, max: 1 },
  }));
  for (const sort of ['test', '-test']) {
    const read = readLeaderboardView(new URLSearchParams({ sort }), axes);
    expect(read.sort).toBe('rank');
    expect(viewLeaderboard(tested, read, axes)).toEqual(tested);
  }
});

test('the filtered cells keep the order of the ranking, whatever the table is sorted by', () => {
  const read = readLeaderboardView(new URLSearchParams('in.loss=mse&sort=objective'), axes);
  expect(filterRows(rows, read).map(({ cell }) => cell)).toEqual(['mse/0.001', 'mse/0.01']);
});

test('the filters are said in words, and can be cleared', () => {
  const read = (query: string) => readLeaderboardView(new URLSearchParams(query), axes);
  expect(describeFilters(read('in.loss=mse&in.loss=hinge&q=diverged'), axes)).toBe(
    'loss mse or hinge, text “diverged”',
  );
  expect(describeFilters(read('in.learning_rate=0.001'), axes)).toBe('learning rate 0.001');
  expect(describeFilters(read('in.loss=nothing'), axes)).toBe('loss of no known value');
  expect([isFiltered(read('')), isFiltered(read('q=+')), isFiltered(read('q=a'))]).toEqual([false, false, true]);
  expect(withoutFilters(axes)).toEqual({ q: null, 'in.loss': null, 'in.learning_rate': null });
});
