import { expect, test } from 'vitest';
import { createStream } from './create-stream.ts';
import { shuffledIndices } from './shuffled-indices.ts';

test('is a permutation and leaves its input alone', () => {
  const indices = Uint32Array.from({ length: 100 }, (_, i) => 3 * i);
  const shuffled = shuffledIndices(createStream(1, 'a', 0), indices);
  expect(shuffled).not.toEqual(indices);
  expect(shuffled.toSorted()).toEqual(indices);
  expect(indices[0]).toBe(0);
});

test('every order of three is equally likely', () => {
  const stream = createStream(1, 'orders', 0);
  const counts = new Map<string, number>();
  for (let i = 0; i < 6000; i++) {
    const order = shuffledIndices(stream, [0, 1, 2]).join('');
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  expect(counts.size).toBe(6);
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(4 * Math.sqrt(1000));
});

test.each([[[]], [[5]]])('%j stays', (indices) => {
  expect([...shuffledIndices(createStream(1, 'a', 0), indices)]).toEqual(indices);
});
