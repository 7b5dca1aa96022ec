import { expect, test } from 'vitest';
import { scaleOnly } from '../datasets/index.ts';
import { openEngine } from '../engines/index.ts';
import { gatherBatch, gatherChangedValues, gatherValues } from './gather-batch.ts';

test.each(['wasm', 'cpu'])('images in the order of the indices, scaled to 0..1, on %s', async (name) => {
  await openEngine(name);
  const images = new Uint8Array(new SharedArrayBuffer(12));
  for (let i = 0; i < images.length; i++) images[i] = i * 23;
  const source = { images, height: 2, width: 2, channels: 1, normalization: scaleOnly(1) };
  const batch = gatherBatch(source, Uint32Array.of(2, 0, 2));
  expect(batch.shape).toEqual([3, 2, 2, 1]);
  const expected = [8, 9, 10, 11, 0, 1, 2, 3, 8, 9, 10, 11].map((i) => Math.fround(((i * 23) % 256) / 255));
  expect([...batch.dataSync()]).toEqual(expected);
  batch.dispose();
});

test('changed images are changed as pixels of 0..1, then normalized by channel', () => {
  const images = new Uint8Array(new SharedArrayBuffer(8));
  images.set([0, 51, 102, 153, 204, 255, 51, 102]);
  const normalization = { mean: [0.5, 0.1], deviation: [0.5, 2] };
  const source = { images, height: 1, width: 2, channels: 2, normalization };
  const seen: number[] = [];
  const values = gatherChangedValues(source, Uint32Array.of(1, 0), (pixels, index) => {
    seen.push(index);
    return pixels.map((value) => value / 2);
  });
  expect(seen).toEqual([1, 0]);
  const expected = [-0.2, 0.2, -0.8, 0.05, -1, 0, -0.6, 0.1];
  for (const [i, value] of expected.entries()) expect(values[i]).toBeCloseTo(value, 6);
  const plain = { ...source, normalization: scaleOnly(2) };
  expect(gatherChangedValues(plain, Uint32Array.of(1, 0), (pixels) => pixels)).toEqual(
    gatherValues(plain, Uint32Array.of(1, 0)),
  );
  const unchanged = gatherChangedValues(source, Uint32Array.of(1, 0), (pixels) => pixels);
  for (const [i, value] of gatherValues(source, Uint32Array.of(1, 0)).entries())
    expect(unchanged[i]).toBeCloseTo(value, 6);
});
