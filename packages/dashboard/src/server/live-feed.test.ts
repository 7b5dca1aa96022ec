import { expect, test } from 'vitest';
import { compareStates } from './live-feed.ts';

const compareRevisions = (before: ReadonlyMap<number, number>, after: ReadonlyMap<number, number>) =>
  compareStates({ revisions: before, newestRangeTest: 1 }, { revisions: after, newestRangeTest: 1 });

test('nothing changed, nothing said', () => {
  expect(compareRevisions(new Map([[1, 5]]), new Map([[1, 5]]))).toEqual([]);
});

test('a higher revision names its sweep', () => {
  const before = new Map([
    [1, 5],
    [2, 9],
  ]);
  const after = new Map([
    [1, 5],
    [2, 10],
  ]);
  expect(compareRevisions(before, after)).toEqual([{ type: 'sweep-changed', sweepId: 2, revision: 10 }]);
});

test('a new sweep and a lost sweep change the list', () => {
  expect(compareRevisions(new Map(), new Map([[1, 1]]))).toContainEqual({ type: 'sweeps-changed' });
  expect(compareRevisions(new Map([[1, 1]]), new Map())).toEqual([{ type: 'sweeps-changed' }]);
});

test('a new range test is told, and so is the first', () => {
  const revisions = new Map([[1, 5]]);
  for (const before of [null, 3]) {
    const messages = compareStates({ revisions, newestRangeTest: before }, { revisions, newestRangeTest: 4 });
    expect(messages).toEqual([{ type: 'range-tests-changed' }]);
  }
});
