import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeCifarFiles } from '../../testing/cifar-files.ts';
import { cifar10, cifar100 } from './cifar-format.ts';
import { loadCifar } from './load-cifar.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sweepdeck-cifar-'));
});
afterEach(() => rm(directory, { recursive: true }));

const at = (name: string): string => join(directory, name);
const pixelBytes = 3072;

/** A record whose three planes hold 1, 2 and 3, but for its first pixel: 10, 20, 30. */
function record(...labels: readonly number[]): Buffer {
  const planes = [1, 2, 3].map((value) => Buffer.alloc(1024, value));
  for (const [i, plane] of planes.entries()) plane[0] = 10 * (i + 1);
  return Buffer.concat([Buffer.from(labels), ...planes]);
}

test('CIFAR-10: puts the three planes of a record together, in the order of the batches', async () => {
  await writeFile(at('data_batch_1.bin'), Buffer.concat([record(3), record(9)]));
  await writeFile(at('data_batch_2.bin'), record(0));
  await writeFile(at('test_batch.bin'), record(1));
  const { images, labels, classNames, testCount, notes, ...shape } = await loadCifar(directory, { labels: 'fine' });
  expect(shape).toEqual({ height: 32, width: 32, channels: 3 });
  expect(notes?.map(({ code }) => code)).toEqual(['dark-pixels', 'empty-class', 'class-not-in-training']);
  expect([...labels]).toEqual([3, 9, 0, 1]);
  expect(testCount).toBe(1);
  expect(images).toHaveLength(4 * pixelBytes);
  expect([...images.subarray(pixelBytes, pixelBytes + 6)]).toEqual([10, 20, 30, 1, 2, 3]);
  expect([...images.subarray(-3)]).toEqual([1, 2, 3]);
  expect([classNames.length, classNames[3]]).toEqual([10, 'cat']);
});

test('CIFAR-10: batch 10 follows batch 9', async () => {
  for (let i = 1; i <= 10; i++) await writeFile(at(`data_batch_${i}.bin`), record(i - 1));
  const { labels, testCount } = await loadCifar(directory, { labels: 'fine' });
  expect([...labels]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(testCount).toBe(0);
});

test('CIFAR-100: takes the fine or the coarse label and its names', async () => {
  await writeFile(at('train.bin'), Buffer.concat([record(19, 99), record(0, 4)]));
  const fine = await loadCifar(directory, { labels: 'fine' });
  expect([[...fine.labels], fine.classNames.length, fine.classNames[99]]).toEqual([[99, 4], 100, '99']);
  await writeFile(at('coarse_label_names.txt'), Array.from({ length: 20 }, (_, i) => `group ${i}\r\n`).join('') + '\n');
  const coarse = await loadCifar(directory, { labels: 'coarse' });
  expect([[...coarse.labels], coarse.classNames.length, coarse.classNames[19]]).toEqual([[19, 0], 20, 'group 19']);
});

test.each(['cifar10', 'cifar100'] as const)('reads generated files of %s, unpacked or as an archive', async (kind) => {
  await writeCifarFiles(at('files'), { kind, count: 53, testCount: 20, seed: 1 });
  execFileSync('tar', ['-czf', 'packed.tar.gz', 'files'], { cwd: directory });
  const unpacked = await loadCifar(at('files'), { labels: 'fine' });
  expect(unpacked.labels).toHaveLength(73);
  expect(unpacked.testCount).toBe(20);
  expect(await loadCifar(at('packed.tar.gz'), { labels: 'fine' })).toEqual(unpacked);
  await writeCifarFiles(at('again'), { kind, count: 53, testCount: 20, seed: 2 });
  expect((await loadCifar(at('again'), { labels: 'fine' })).images).not.toEqual(unpacked.images);
});

const names = (count: number): string => Array.from({ length: count }, (_, i) => `name ${i}\n`).join('');
const one = record(1);
const cases: [string, Record<string, Buffer | string>, string, RegExp][] = [
  ['an empty directory', {}, 'dataset-files-not-found', /neither data_batch_1\.bin nor train\.bin; it holds nothing/],
  ['the Python version', { data_batch_1: one }, 'dataset-files-not-found', /it holds data_batch_1$/],
  [
    'a missing batch',
    { 'data_batch_1.bin': one, 'data_batch_3.bin': one },
    'dataset-files-not-found',
    /no data_batch_2\.bin/,
  ],
  ['both kinds', { 'data_batch_1.bin': one, 'train.bin': one }, 'dataset-ambiguous', /CIFAR-10 .* and CIFAR-100/],
  ['an empty file', { 'data_batch_1.bin': '' }, 'dataset-empty', /data_batch_1\.bin is empty/],
  [
    'half a record',
    { 'data_batch_1.bin': Buffer.concat([one, one.subarray(0, 1500)]) },
    'dataset-truncated',
    /4573 bytes are 1 records of 3073 bytes and 1500 bytes left over; expected whole records/,
  ],
  [
    'a truncated test file',
    { 'data_batch_1.bin': one, 'test_batch.bin': one.subarray(1) },
    'dataset-truncated',
    /test_batch\.bin: 3072 bytes/,
  ],
  [
    'an unknown label',
    { 'data_batch_1.bin': Buffer.concat([one, record(10)]) },
    'dataset-unknown-label',
    /record 1 has the label 10, expected 0 to 9/,
  ],
  ['an unknown fine label', { 'train.bin': record(0, 100) }, 'dataset-unknown-label', /label 100, expected 0 to 99/],
  [
    'too few names',
    { 'train.bin': record(0, 1), 'fine_label_names.txt': names(99) },
    'dataset-class-names-mismatch',
    /99 different names, expected 100/,
  ],
];

test.each(cases)('refuses %s', async (_what, files, code, message) => {
  for (const [name, content] of Object.entries(files)) await writeFile(at(name), content);
  await expect(loadCifar(directory, { labels: 'fine' })).rejects.toMatchObject({
    code,
    message: expect.stringMatching(message),
    hint: expect.stringMatching(/\w/),
  });
});

test('refuses a path that is not there, coarse labels of CIFAR-10, and the other kind than the one named', async () => {
  await expect(loadCifar(at('missing'), { labels: 'fine' })).rejects.toMatchObject({ code: 'dataset-path-not-found' });
  await writeFile(at('data_batch_1.bin'), one);
  await expect(loadCifar(directory, { labels: 'coarse' })).rejects.toMatchObject({ code: 'dataset-no-coarse-labels' });
  await expect(loadCifar(directory, { format: cifar100, labels: 'fine' })).rejects.toMatchObject({
    code: 'dataset-files-not-found',
    message: expect.stringContaining('no train.bin'),
  });
  await rm(at('data_batch_1.bin'));
  await writeFile(at('train.bin'), record(0, 1));
  await expect(loadCifar(directory, { format: cifar10, labels: 'fine' })).rejects.toMatchObject({
    message: expect.stringContaining('no data_batch_1.bin'),
  });
});

test('refuses a truncated archive', async () => {
  await writeCifarFiles(at('files'), { kind: 'cifar10', count: 10, seed: 1 });
  execFileSync('tar', ['-cf', 'packed.tar', 'files'], { cwd: directory });
  await writeFile(at('short.tar'), (await readFile(at('packed.tar'))).subarray(0, 5000));
  await expect(loadCifar(at('short.tar'), { labels: 'fine' })).rejects.toMatchObject({ code: 'dataset-truncated' });
});
