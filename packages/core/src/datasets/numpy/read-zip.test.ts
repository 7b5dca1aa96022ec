import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { memoryFile } from '../../testing/memory-file.ts';
import { readWhole } from '../bytes/read-whole.ts';
import { openZip, type ZipFiles } from './read-zip.ts';

const folder = new URL('../../../test/golden/numpy-files/', import.meta.url);
const stored = await readFile(new URL('stored.npz', folder));
const compressed = await readFile(new URL('compressed.npz', folder));
const names = ['x_train.npy', 'y_train.npy', 'x_test.npy', 'y_test.npy'];

const open = (file: Uint8Array): Promise<ZipFiles> => openZip(memoryFile(file), 'a.npz');

async function readAll(file: Uint8Array): Promise<(Uint8Array | undefined)[]> {
  const zip = await open(file);
  return Promise.all(
    zip.names.map(async (name) => {
      const source = await zip.open(name);
      const content = source === undefined ? undefined : await readWhole(source, 1e6);
      await source?.read(new Uint8Array(1));
      return content;
    }),
  );
}

test('unpacks stored and deflated files alike', async () => {
  expect((await open(stored)).names).toEqual(names);
  expect((await open(compressed)).names).toEqual(names);
  const contents = await readAll(stored);
  expect((await readAll(compressed)).map((content) => Buffer.from(content ?? []))).toEqual(
    contents.map((content) => Buffer.from(content ?? [])),
  );
  expect(contents[0]?.length).toBe(128 + 20 * 4 * 5);
  expect(await (await open(stored)).open('missing.npy')).toBeUndefined();
});

test('passes over a comment at the end', async () => {
  const commented = Buffer.concat([stored, Buffer.from('a comment')]);
  commented.writeUInt16LE(9, stored.length - 2);
  expect((await open(commented)).names).toEqual(names);
});

const directory = compressed.readUInt32LE(compressed.length - 6);
/** The compressed archive with bytes written over, by offset. */
function patched(...patches: readonly (readonly [number, number, 'u8' | 'u16' | 'u32'])[]): Buffer {
  const copy = Buffer.from(compressed);
  for (const [offset, value, type] of patches) {
    if (type === 'u8') copy.writeUInt8(value, offset);
    else if (type === 'u16') copy.writeUInt16LE(value, offset);
    else copy.writeUInt32LE(value, offset);
  }
  return copy;
}
const end = compressed.length - 22;
const dataStart = 30 + compressed.readUInt16LE(26) + compressed.readUInt16LE(28);

test.each([
  ['an empty file', Buffer.alloc(0), 'dataset-wrong-magic', /starts with nothing/],
  ['another format', Buffer.from('\x93NUMPY', 'latin1'), 'dataset-wrong-magic', /starts with 934e554d/],
  ['an archive cut off', compressed.subarray(0, -30), 'dataset-truncated', /directory.* is missing/],
  ['one cut off in its first bytes', compressed.subarray(0, 10), 'dataset-truncated', /truncated/],
  [
    'bytes missing in the middle',
    Buffer.concat([compressed.subarray(0, 100), compressed.subarray(200)]),
    'dataset-corrupt-zip',
    /the directory should have \d+ bytes from byte \d+, which is impossible/,
  ],
  [
    'more files than the directory has',
    patched([end + 10, 0xffff, 'u16']),
    'dataset-corrupt-zip',
    /entry 4 of the directory is not where/,
  ],
  [
    'a zip64 size without its field',
    patched([directory + 24, 0xffffffff, 'u32']),
    'dataset-corrupt-zip',
    /x_train\.npy: its zip64 field is missing/,
  ],
  [
    'a directory of 3 GB',
    patched([end + 12, 3_000_000_000, 'u32']),
    'dataset-corrupt-zip',
    /the directory should have 3000000000 bytes/,
  ],
  ['an encrypted file', patched([directory + 8, 1, 'u16']), 'dataset-unsupported-zip', /x_train\.npy is encrypted/],
  ['another compression', patched([directory + 10, 12, 'u16']), 'dataset-unsupported-zip', /by method 12/],
  ['damaged data', patched([dataStart, 0xff, 'u8']), 'dataset-corrupt-zip', /x_train\.npy cannot be unpacked/],
  ['a wrong checksum', patched([directory + 16, 1, 'u32']), 'dataset-corrupt-zip', /checksum of x_train\.npy is wrong/],
  [
    'a size that is too small',
    patched([directory + 24, 5, 'u32']),
    'dataset-corrupt-zip',
    /x_train\.npy has more than the 5 bytes that the directory says/,
  ],
  [
    'a size that is too large',
    patched([directory + 24, 50_000, 'u32']),
    'dataset-corrupt-zip',
    /x_train\.npy has 528 bytes, the directory says 50000/,
  ],
  [
    'an entry elsewhere',
    patched([directory + 42, 3, 'u32']),
    'dataset-corrupt-zip',
    /not where the directory says, at byte 3/,
  ],
])('refuses %s', async (_what, file, code, message) => {
  const attempt = (async () => readAll(file))();
  await expect(attempt).rejects.toMatchObject({
    code,
    message: expect.stringMatching(message),
    hint: expect.stringMatching(/\w/),
  });
});
