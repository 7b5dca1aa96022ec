import { scaleOnly, type Dataset } from '../datasets/dataset.ts';
import { createStream } from '../random/index.ts';

/** Makes random pixels and labels of ten classes, for benchmarks: a model can learn nothing from them. */
export function randomDataset(count: number, size: number, channels: number): Dataset {
  const stream = createStream(1, 'bench', 0);
  const images = new Uint8Array(new SharedArrayBuffer(count * size * size * channels));
  const labels = new Uint8Array(new SharedArrayBuffer(count));
  for (let i = 0; i < images.length; i++) images[i] = stream.nextInteger(256);
  for (let i = 0; i < labels.length; i++) labels[i] = stream.nextInteger(10);
  const train = new Uint32Array(new SharedArrayBuffer(count * 4));
  for (let i = 0; i < train.length; i++) train[i] = i;
  return {
    name: 'random',
    fingerprint: 'random',
    classNames: Array.from({ length: 10 }, (_, label) => String(label)),
    height: size,
    width: size,
    channels,
    images,
    labels,
    splits: { train, validation: train, test: train },
    normalization: scaleOnly(channels),
  };
}
