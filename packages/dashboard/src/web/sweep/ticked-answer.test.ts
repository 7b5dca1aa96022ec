import { expect, test } from 'vitest';
import { sampleRow } from '../testing/sample-row.ts';
import { threeSeeds } from '../testing/three-seeds.ts';
import { answerOfTicked } from './ticked-answer.ts';

const rows = ['adam', 'momentum', 'sgd', 'rmsprop'].map((cell, place) =>
  sampleRow(cell, { rank: place + 1, mean: 0.98 - place / 10, count: 3, standardDeviation: 0.001 }),
);
const ticked = (...cells: readonly string[]) => ({
  colors: new Map(cells.map((cell, place) => [cell, place])),
  isDefault: false,
  hiddenCount: 0,
});

test('ticked cells are compared among themselves', () => {
  const answer = answerOfTicked(rows, ticked('sgd', 'momentum'), threeSeeds);
  expect(answer?.scope).toBe('Of 2 ticked cells');
  expect(answer?.leader).toMatchObject({
    row: { cell: 'momentum', rank: 1 },
    headline: 'wins by 10.0 points of validation accuracy over sgd (mean of 3 seeds).',
  });
});

test('of a single ticked cell its place is told', () => {
  const answer = answerOfTicked(rows, ticked('sgd'), threeSeeds);
  expect([answer?.scope, answer?.leader?.headline]).toEqual(['Ticked', 'has rank 3 of 4 cells.']);
  expect(answerOfTicked([sampleRow('lost')], ticked('lost'), threeSeeds)).toEqual({ scope: 'Ticked', leader: null });
});

test('those that the filters hide are counted', () => {
  const answer = answerOfTicked(rows.slice(2), { ...ticked('sgd', 'rmsprop'), hiddenCount: 1 }, threeSeeds);
  expect(answer?.scope).toBe('Of 2 ticked cells (1 more hidden by the filters)');
});

test('the ticks of the page itself say nothing', () => {
  expect(answerOfTicked(rows, { ...ticked('adam', 'sgd'), isDefault: true }, threeSeeds)).toBeNull();
  expect(answerOfTicked(rows, ticked(), threeSeeds)).toBeNull();
});
