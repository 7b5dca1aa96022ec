import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { mapConcurrently } from './map-concurrently.ts';

test('keeps the order and the limit', async () => {
  let running = 0;
  let most = 0;
  const doubled = await mapConcurrently([30, 1, 20, 2, 10, 3], 3, async (item) => {
    most = Math.max(most, ++running);
    await wait(item);
    running--;
    return item * 2;
  });
  expect(doubled).toEqual([60, 2, 40, 4, 20, 6]);
  expect(most).toBe(3);
});

test('starts nothing after a failure and throws that of the earliest item', async () => {
  const started: number[] = [];
  const attempt = mapConcurrently([20, 1, 5, 5, 5], 2, async (item, index) => {
    started.push(index);
    await wait(item);
    if (index < 2) throw new Error(`item ${index}`);
  });
  await expect(attempt).rejects.toThrow('item 0');
  expect(started).toEqual([0, 1]);
});

test('of nothing is nothing', async () => {
  expect(await mapConcurrently([], 4, async () => 1)).toEqual([]);
});
