import { scaleOnly, type Dataset } from '../datasets/dataset.ts';
import { createStream } from '../random/index.ts';

/** Makes noisy bars, 8x8, one class per pair of columns, which a model learns in a few steps. For tests. */
export function tinyDataset(count = 96): Dataset {
  const stream = createStream(5, 'tiny-dataset', 0);
  const images = new Uint8Array(new SharedArrayBuffer(count * 64));
  const labels = new Uint8Array(new SharedArrayBuffer(count));
  for (let i = 0; i < count; i++) {
    const label = i % 4;
    labels[i] = label;
    for (let pixel = 0; pixel < 64; pixel++) {
      const isBar = Math.floor((pixel % 8) / 2) === label;
      images[i * 64 + pixel] = (isBar ? 180 : 0) + stream.nextInteger(70);
    }
  }
  const third = Math.floor(count / 3);
  const range = (from: number, to: number): Uint32Array<SharedArrayBuffer> => {
    const indices = new Uint32Array(new SharedArrayBuffer((to - from) * 4));
    for (let i = 0; i < indices.length; i++) indices[i] = from + i;
    return indices;
  };
  return {
    name: 'tiny',
    fingerprint: `tiny-${count}`,
    classNames: ['a', 'b', 'c', 'd'],
    height: 8,
    width: 8,
    channels: 1,
    images,
    labels,
    normalization: scaleOnly(1),
    splits: { train: range(0, third), validation: range(third, 2 * third), test: range(2 * third, count) },
  };
}
