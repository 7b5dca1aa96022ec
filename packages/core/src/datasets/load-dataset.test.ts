import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import numpyGolden from '../../test/golden/numpy-files.golden.json' with { type: 'json' };
import { writeCifarFiles } from '../testing/cifar-files.ts';
import { datasetConfigSchema } from './dataset-config.ts';
import type { Dataset, SplitName } from './dataset.ts';
import { loadDataset } from './load-dataset.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sweepdeck-dataset-'));
});
afterEach(() => rm(directory, { recursive: true }));

const noNetwork: typeof fetch = () => Promise.reject(new TypeError('fetch failed', { cause: new Error('offline') }));
const load = (config: unknown): Promise<Dataset> =>
  loadDataset(datasetConfigSchema.parse(config), { cacheDirectory: join(directory, 'cache'), fetch: noNetwork });
const loadDirectory = (options: object = {}): Promise<Dataset> => load({ name: 'idx', path: directory, ...options });

/** An IDX file of unsigned bytes; the content counts up from 0 where none is given. */
function idx(sizes: readonly number[], content?: readonly number[]): Buffer {
  const header = Buffer.alloc(4 + 4 * sizes.length);
  header.writeUInt32BE(0x0800 + sizes.length);
  for (const [i, size] of sizes.entries()) header.writeUInt32BE(size, 4 + 4 * i);
  const length = sizes.reduce((product, size) => product * size, 1);
  return Buffer.concat([header, Buffer.from(content ?? Array.from({ length }, (_, i) => i % 256))]);
}

const write = (name: string, content: Uint8Array | string): Promise<void> => writeFile(join(directory, name), content);
const labelsOf = (count: number): number[] => Array.from({ length: count }, (_, i) => i % 2);

async function writeTrain(count = 20): Promise<void> {
  await write('train-images-idx3-ubyte', idx([count, 2, 3]));
  await write('train-labels-idx1-ubyte', idx([count], labelsOf(count)));
}

describe('idx', () => {
  test('splits a directory without a test set by class, into three disjoint parts', async () => {
    await writeTrain(20);
    const dataset = await loadDirectory();
    expect(dataset).toMatchObject({ name: 'idx', classNames: ['0', '1'], height: 2, width: 3, channels: 1 });
    const { train, validation, test: held } = dataset.splits;
    expect([train.length, validation.length, held.length]).toEqual([13, 3, 4]);
    expect([...train, ...validation, ...held].sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i));
    expect([...held].filter((index) => dataset.labels[index] === 1)).toHaveLength(2);
    expect(dataset.images.subarray(0, 6)).toEqual(Uint8Array.of(0, 1, 2, 3, 4, 5));
    for (const part of [dataset.images, dataset.labels, train]) expect(part.buffer).toBeInstanceOf(SharedArrayBuffer);
  });

  test('takes gzip, other names and its own test file, after the training images', async () => {
    await write('train-images.idx3-ubyte.gz', gzipSync(idx([10, 2, 2])));
    await write('train-labels.idx1-ubyte', gzipSync(idx([10], labelsOf(10))));
    await write('T10k-images-idx3-ubyte', idx([3, 2, 2], Array(12).fill(7)));
    await write('t10k-labels-idx1-ubyte.gz', gzipSync(idx([3], [0, 1, 2])));
    const dataset = await loadDirectory();
    expect([...dataset.splits.test]).toEqual([10, 11, 12]);
    expect(dataset.splits.train.length + dataset.splits.validation.length).toBe(10);
    expect(dataset.classNames).toEqual(['0', '1', '2']);
    expect([...dataset.images.subarray(40)]).toEqual(Array(12).fill(7));
  });

  test('takes four dimensions as channels', async () => {
    await writeTrain();
    await rm(join(directory, 'train-images-idx3-ubyte'));
    await write('train-images-idx4-ubyte', idx([20, 2, 2, 3]));
    expect(await loadDirectory()).toMatchObject({ height: 2, width: 2, channels: 3 });
  });

  test('the fingerprint follows pixels, labels, shape and splits, and nothing else', async () => {
    await writeTrain();
    const { fingerprint } = await loadDirectory();
    expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
    const copy = join(directory, 'elsewhere');
    await mkdir(copy);
    for (const name of ['train-images-idx3-ubyte', 'train-labels-idx1-ubyte']) {
      await cp(join(directory, name), join(copy, name));
    }
    expect((await loadDirectory({ path: copy })).fingerprint).toBe(fingerprint);
    const changed = [(await loadDirectory({ split_seed: 1 })).fingerprint];
    changed.push((await loadDirectory({ validation_fraction: 0.3 })).fingerprint);
    await write('train-images-idx3-ubyte', idx([20, 3, 2]));
    changed.push((await loadDirectory()).fingerprint);
    await write('train-images-idx3-ubyte', idx([20, 2, 3], Array(120).fill(1)));
    changed.push((await loadDirectory()).fingerprint);
    await write(
      'train-labels-idx1-ubyte',
      idx(
        [20],
        Array.from(labelsOf(20), (label) => 1 - label),
      ),
    );
    changed.push((await loadDirectory()).fingerprint);
    expect(new Set([fingerprint, ...changed]).size).toBe(6);
  });
});

describe('refuses, with its own code, message and hint,', () => {
  const images = 'train-images-idx3-ubyte';
  const labels = 'train-labels-idx1-ubyte';
  const gzipped = gzipSync(idx([20, 2, 3]));
  const damaged = Buffer.from(gzipped);
  damaged[gzipped.length - 6] = (damaged[gzipped.length - 6] ?? 0) ^ 0xff;
  const cases: [string, string, RegExp, () => Promise<unknown>][] = [
    ['images without labels', 'dataset-files-not-found', /no train-labels file/, () => rm(join(directory, labels))],
    [
      'a test set without labels',
      'dataset-files-not-found',
      /no t10k-labels/,
      () => write('t10k-images', idx([1, 2, 3])),
    ],
    [
      'a folder in place of a file',
      'dataset-unreadable',
      /cannot be read/,
      async () => {
        await rm(join(directory, images));
        await mkdir(join(directory, images));
      },
    ],
    ['a truncated gzip', 'dataset-truncated-gzip', /ends too early/, () => write(images, gzipped.subarray(0, -20))],
    ['a damaged gzip', 'dataset-corrupt-gzip', /is damaged/, () => write(images, damaged)],
    [
      'bytes after the gzip',
      'dataset-corrupt-gzip',
      /is damaged: incorrect header check/,
      () => write(images, Buffer.concat([gzipped, Buffer.from('junk')])),
    ],
    [
      'zero padding after the gzip',
      'dataset-trailing-bytes',
      /: 512 bytes follow the end of the gzip/,
      () => write(images, Buffer.concat([gzipped, Buffer.alloc(512)])),
    ],
    [
      'exchanged files',
      'dataset-wrong-magic',
      /is 0x00000801 \(1 dimensions of unsigned bytes\), expected 0x00000803 or 0x00000804 \(images\)/,
      () => write(images, idx([20])),
    ],
    [
      'a file of another kind',
      'dataset-wrong-magic',
      /is 0x50363031, expected/,
      () => write(images, 'P601 12345678901234'),
    ],
    [
      'floats',
      'dataset-wrong-magic',
      /3 dimensions of 32-bit floats/,
      () => write(images, Buffer.from([0, 0, 0x0d, 3, 0, 0, 0, 0])),
    ],
    ['an empty file', 'dataset-truncated', /0 bytes, too short for the magic number/, () => write(images, '')],
    [
      'half a header',
      'dataset-truncated',
      /10 bytes, too short for a header of 16/,
      () => write(images, idx([20, 2, 3]).subarray(0, 10)),
    ],
    [
      'missing pixels',
      'dataset-truncated',
      /promises 20 x 2 x 3 = 120 bytes, 119 follow/,
      () => write(images, idx([20, 2, 3]).subarray(0, -1)),
    ],
    [
      'trailing bytes',
      'dataset-trailing-bytes',
      /the header promises 20 = 20 bytes, 21 follow/,
      () => write(labels, Buffer.concat([idx([20]), Buffer.from([0])])),
    ],
    [
      'other counts',
      'dataset-count-mismatch',
      /holds 20 images, .* holds 19 labels/,
      () => write(labels, idx([19], labelsOf(19))),
    ],
    [
      'no images',
      'dataset-empty',
      /sizes are 0 x 2 x 3/,
      async () => {
        await write(images, idx([0, 2, 3]));
        await write(labels, idx([0]));
      },
    ],
    [
      'too few images',
      'dataset-too-small',
      /validation split of idx is empty: 3 images gave 2 .*, 0 .* 1 for testing/,
      () => writeTrain(3),
    ],
    ['a single class', 'dataset-single-class', /every label is 0/, () => write(labels, idx([20], Array(20).fill(0)))],
    [
      'test images of another shape',
      'dataset-shape-mismatch',
      /images of 3 x 2 x 1, .*images of 2 x 3 x 1/,
      async () => {
        await write('t10k-images', idx([2, 3, 2]));
        await write('t10k-labels', idx([2], [0, 1]));
      },
    ],
  ];

  test.each(cases)('%s (%s)', async (_, code, message, spoil) => {
    await writeTrain();
    await spoil();
    expect(await refusalOf(loadDirectory())).toEqual(refusal(code, message));
  });

  test('a path that does not exist, is a file, or holds no IDX files', async () => {
    await write('notes.txt', 'x');
    const missing = join(directory, 'missing');
    expect(await refusalOf(loadDirectory({ path: missing }))).toEqual(
      refusal('dataset-path-not-found', /missing does not exist/),
    );
    const file = join(directory, 'notes.txt');
    expect(await refusalOf(loadDirectory({ path: file }))).toEqual(
      refusal('dataset-path-not-a-directory', /notes\.txt is a file/),
    );
    expect(await refusalOf(loadDirectory())).toEqual(
      refusal('dataset-files-not-found', /no train-images and no train-labels file; it holds notes\.txt/),
    );
  });

  test('labels that mnist does not have', async () => {
    await writeTrain();
    await write(labels, idx([20], Array(20).fill(12)));
    expect(await refusalOf(load({ name: 'mnist', path: directory }))).toEqual(
      refusal('dataset-unknown-label', /label 0 is 12, expected 0 to 9/),
    );
  });

  test.each([
    ['mnist', 'train-images-idx3-ubyte.gz'],
    ['fashion-mnist', 'train-images-idx3-ubyte.gz'],
    ['kmnist', 'train-images-idx3-ubyte.gz'],
    ['cifar10', 'cifar-10-binary.tar.gz'],
    ['cifar100', 'cifar-100-binary.tar.gz'],
  ])('%s without a network and without a cache', async (name, file) => {
    const error = await refusalOf(load({ name }));
    const url = new RegExp(String.raw`https://\S+/${file}: fetch failed: offline`);
    expect(error).toEqual(refusal('dataset-download-failed', url, new RegExp(`${file}.*dataset\\.path`)));
    const path = join(directory, 'cache', name, file);
    expect(error).toHaveProperty('message', expect.stringContaining(path));
  });
});

/** Returns the error of a load that must reject. */
async function refusalOf(attempt: Promise<Dataset>): Promise<unknown> {
  return attempt.then(
    () => 'nothing: it was loaded',
    (reason: unknown) => reason,
  );
}

function refusal(code: string, message: RegExp, hint = /\w/): unknown {
  return expect.objectContaining({
    name: 'SweepdeckError',
    code,
    message: expect.stringMatching(message),
    hint: expect.stringMatching(hint),
  });
}

test('glyphs are split by class', async () => {
  const dataset = await load({ name: 'glyphs', count: 1000 });
  const perClass = (split: SplitName): number[] =>
    dataset.classNames.map((_, label) => dataset.splits[split].filter((i) => dataset.labels[i] === label).length);
  expect(perClass('test')).toEqual(Array(10).fill(20));
  expect(perClass('validation')).toEqual(Array(10).fill(16));
  expect(perClass('train')).toEqual(Array(10).fill(64));
});

const mnistDirectory = new URL('../../../../../shared/data/mnist-20k', import.meta.url).pathname;

test('real MNIST: 20,000 training images, of which 4,000 validate, and its own 10,000 to test', async (context) => {
  if (!existsSync(mnistDirectory)) return context.skip(`${mnistDirectory} is not there`);
  const { splits, labels, classNames } = await load({ name: 'mnist', path: mnistDirectory });
  expect([splits.train.length, splits.validation.length, splits.test.length]).toEqual([16_000, 4_000, 10_000]);
  expect([splits.test[0], splits.test.at(-1)]).toEqual([20_000, 29_999]);
  expect(classNames).toHaveLength(10);
  expect(Math.max(...labels)).toBe(9);
  const share = (indices: Uint32Array, label: number): number =>
    indices.filter((index) => labels[index] === label).length / indices.length;
  for (let label = 0; label < 10; label++) {
    expect(share(splits.train, label)).toBeCloseTo(share(splits.validation, label), 3);
  }
  return undefined;
});

const numpyFolder = new URL('../../test/golden/numpy-files/', import.meta.url).pathname;

test('npz: the arrays of numpy and those of the options, stored or compressed', async () => {
  const dataset = await load({ name: 'npz', path: join(numpyFolder, 'stored.npz') });
  expect(dataset).toMatchObject({ classNames: ['0', '1', '2'], height: 4, width: 5, channels: 1 });
  expect([...dataset.images]).toEqual([...numpyGolden.npz.x_train, ...numpyGolden.npz.x_test]);
  expect([...dataset.labels]).toEqual([...numpyGolden.npz.y_train, ...numpyGolden.npz.y_test]);
  expect([...dataset.splits.test]).toEqual([20, 21, 22, 23, 24, 25]);
  const compressed = await load({ name: 'npz', path: join(numpyFolder, 'compressed.npz') });
  expect(compressed.fingerprint).toBe(dataset.fingerprint);
  const swapped = { x_train: 'x_test', y_train: 'y_test', x_test: 'x_train', y_test: 'y_train' };
  const other = await load({ name: 'npz', path: join(numpyFolder, 'stored.npz'), ...swapped });
  expect(other.splits.test).toHaveLength(20);
});

test('npz: refuses missing files and arrays, and test images without labels', async () => {
  const path = join(numpyFolder, 'stored.npz');
  const missing = /stored\.npz has no array images; it contains x_train, y_train, x_test, y_test/;
  expect(await refusalOf(load({ name: 'npz', path, x_train: 'images' }))).toEqual(
    refusal('dataset-array-not-found', missing, /dataset\.x_train/),
  );
  expect(await refusalOf(load({ name: 'npz', path, y_test: 'labels' }))).toEqual(
    refusal('dataset-array-not-found', /no array labels/, /dataset\.y_test/),
  );
  expect(await refusalOf(load({ name: 'npz', path: join(directory, 'missing.npz') }))).toEqual(
    refusal('dataset-path-not-found', /missing\.npz does not exist/),
  );
  expect(await refusalOf(load({ name: 'npz', path: directory }))).toEqual(
    refusal('dataset-unreadable', /cannot be read/),
  );
});

test('npy: reads a file for each array; test files come in pairs', async () => {
  const images = join(numpyFolder, 'uint8.npy');
  const labels = join(directory, 'labels.npy');
  const header = "{'descr': '<i4', 'fortran_order': False, 'shape': (2,), }".padEnd(117) + '\n';
  const start = Buffer.from('\x93NUMPY\x01\x00\x76\x00', 'latin1');
  await writeFile(labels, Buffer.concat([start, Buffer.from(header), Buffer.from([1, 0, 0, 0, 0, 0, 0, 0])]));
  const paths = { images_path: images, labels_path: labels };
  const withTest = { ...paths, test_images_path: images, test_labels_path: labels };
  const dataset = await load({ name: 'npy', ...withTest, validation_fraction: 0.5 });
  expect(dataset).toMatchObject({ height: 3, width: 4, channels: 3 });
  expect([...dataset.images.subarray(0, 72)]).toEqual(numpyGolden.uint8.values);
  expect([...dataset.labels]).toEqual([1, 0, 1, 0]);
  expect(await refusalOf(load({ name: 'npy', ...paths, test_images_path: images }))).toEqual(
    refusal('dataset-test-incomplete', /test_images_path is given without dataset\.test_labels_path/),
  );
});

test('cifar: the same images have one fingerprint, under each name and in an archive', async () => {
  await writeCifarFiles(join(directory, 'files'), { kind: 'cifar10', count: 50, seed: 3 });
  execFileSync('tar', ['-czf', 'files.tar.gz', 'files'], { cwd: directory });
  const prints = await Promise.all([
    load({ name: 'cifar', path: join(directory, 'files') }),
    load({ name: 'cifar10', path: join(directory, 'files') }),
    load({ name: 'cifar', path: join(directory, 'files.tar.gz') }),
  ]);
  expect(new Set(prints.map(({ fingerprint }) => fingerprint)).size).toBe(1);
  expect(prints[0]?.classNames).toContain('frog');
});

test('images: the fingerprint follows the pixels, not the format or the names of the files', async () => {
  const paint = (value: number): Sharp =>
    sharp({ create: { width: 4, height: 4, channels: 3, background: { r: value, g: 0, b: 9 } } });
  for (const [part, format] of [
    ['png', 'png'],
    ['webp', 'webp'],
  ] as const) {
    for (const [i, value] of [10, 20, 30, 40, 50, 60, 70, 80, 90, 100].entries()) {
      const folder = join(directory, part, i < 5 ? 'a' : 'b');
      await mkdir(folder, { recursive: true });
      const image = format === 'png' ? paint(value).png() : paint(value).webp({ lossless: true });
      await writeFile(join(folder, `${part}-${i}.${format}`), await image.toBuffer());
    }
  }
  const [first, second] = [
    await load({ name: 'images', path: join(directory, 'png') }),
    await load({ name: 'images', path: join(directory, 'webp') }),
  ];
  expect(second.fingerprint).toBe(first.fingerprint);
  const resized = await load({ name: 'images', path: join(directory, 'png'), height: 2 });
  expect(resized).toMatchObject({ height: 2, width: 2 });
  expect(resized.fingerprint).not.toBe(first.fingerprint);
});
