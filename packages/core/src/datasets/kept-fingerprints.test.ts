import { expect, test } from 'vitest';
import { assembleDataset, type LabelledImages } from './assemble-dataset.ts';
import { datasetConfigSchema } from './dataset-config.ts';
import { joinImageSets } from './join-image-sets.ts';
import { joinArrays, type ArrayPair } from './numpy/join-arrays.ts';
import type { NumpyArray } from './numpy/parse-npy.ts';
import type { Elements } from './numpy/read-elements.ts';

const count = 24;
const bytes = Uint8Array.from({ length: count * 12 }, (_, i) => (i * 37 + 11) % 256);
const labels = Uint8Array.from({ length: count }, (_, i) => i % 3);
const images = (type: string, values: Elements): NumpyArray => ({ from: 'x', type, shape: [count, 3, 4], values });
const y: NumpyArray = { from: 'y', type: 'u1', shape: [count], values: labels };
const pair = (x: NumpyArray, of: NumpyArray = y): ArrayPair => ({ images: x, labels: of });
const unit = Float32Array.from(bytes, (value) => value / 255);
const oneHot = Uint8Array.from({ length: count * 4 }, (_, i) => (i % 4 === Math.floor(i / 4) % 3 ? 1 : 0));

const config = datasetConfigSchema.parse({ name: 'npz', path: 'x.npz' });
const print = (source: LabelledImages): string => assembleDataset(source, config).fingerprint;

const plain = 'b415cd71e9b7e4183d2e1b2ae4363794ecf7485ffa3ff895a0c0349049dbb33c';

// The keys of finished trials hold these: another value here would train them all again.
test.each<[string, () => LabelledImages, string]>([
  ['uint8', () => joinArrays(pair(images('u1', bytes)), undefined), plain],
  ['int64', () => joinArrays(pair(images('i8', BigInt64Array.from(bytes, BigInt))), undefined), plain],
  ['float64 of 0 to 255', () => joinArrays(pair(images('f8', Float64Array.from(bytes))), undefined), plain],
  ['float32 of 0 to 1', () => joinArrays(pair(images('f4', unit)), undefined), plain],
  [
    'float32 of 0 to 1 with test images',
    () => joinArrays(pair(images('f4', unit)), pair(images('f4', unit))),
    '289ee0075579f4cae60231cd3f9c8ee3270d7a27d98385abd75381e8e17c213d',
  ],
  [
    'dark uint8, the largest 17',
    () =>
      joinArrays(
        pair(
          images(
            'u1',
            Uint8Array.from(bytes, (value) => value % 18),
          ),
        ),
        undefined,
      ),
    '5ed0f4c594ed2a253d5ccf3432e84d086c8c3398828f8b37c3bd473e940b89e6',
  ],
  [
    'dark float32 of 0 to 1',
    () =>
      joinArrays(
        pair(
          images(
            'f4',
            Float32Array.from(unit, (value) => value / 30),
          ),
        ),
        undefined,
      ),
    '2d9359cc72c68d9a26036a78a6e2bdc0359968d6bb32acc04c7da7f67e4e42e8',
  ],
  [
    'one-hot labels, a class without images',
    () =>
      joinArrays(pair(images('u1', bytes), { from: 'y', type: 'u1', shape: [count, 4], values: oneHot }), undefined),
    'a6b49d146936214be89d98c3f8477b7c4eea38a650aee8b579ca126182a21cca',
  ],
  [
    'bytes of IDX files',
    () =>
      joinImageSets(
        { from: { images: 'x', labels: 'y' }, shape: [3, 4, 1], type: 'byte', pixels: bytes, labels },
        undefined,
      ),
    plain,
  ],
])('%s have the fingerprint that they always had', (_what, read, fingerprint) => {
  expect(print(read())).toBe(fingerprint);
});
