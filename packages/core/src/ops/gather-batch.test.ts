import { expect, test } from 'vitest';
import { engineNames, openEngine } from '../engines/index.ts';
import { gatherBatch } from './gather-batch.ts';

test.each(engineNames)('images in the order of the indices, scaled to 0..1, on %s', async (name) => {
  await openEngine(name);
  const images = Uint8Array.from({ length: 3 * 4 }, (_, i) => i * 23);
  const batch = gatherBatch(images, Uint32Array.of(2, 0, 2), [2, 2, 1]);
  expect(batch.shape).toEqual([3, 2, 2, 1]);
  const expected = [8, 9, 10, 11, 0, 1, 2, 3, 8, 9, 10, 11].map((i) => Math.fround(((i * 23) % 256) / 255));
  expect([...batch.dataSync()]).toEqual(expected);
  batch.dispose();
});
