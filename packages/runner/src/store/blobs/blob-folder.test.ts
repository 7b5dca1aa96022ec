import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { partialFiles } from '../checkpoints/partial-files.ts';
import { openBlobFolder, type Blob } from './blob-folder.ts';

let store: string;
beforeEach(() => {
  store = mkdtempSync(join(tmpdir(), 'sweepdeck-blobs-'));
});
afterEach(() => rmSync(store, { recursive: true }));

const content = Uint8Array.from({ length: 24 }, (_, place) => place);

test('a blob is named by its SHA-256, read again, listed and removed; nothing else is left beside it', async () => {
  const folder = openBlobFolder(store);
  expect(await folder.list()).toEqual([]);
  expect(readdirSync(store)).toEqual([]);
  const blob = await folder.write(content);
  expect(blob).toEqual({ sha256: createHash('sha256').update(content).digest('hex'), bytes: 24 });
  expect(await folder.write(content)).toEqual(blob);
  await Promise.all([folder.write(content), folder.write(content)]);
  expect([...folder.read(blob.sha256)]).toEqual([...content]);
  const other = await folder.write(Uint8Array.of(1));
  const listed = (blobs: readonly Blob[]): unknown =>
    blobs
      .map((each) => ({ ...each, writtenAt: expect.any(Number) }))
      .toSorted((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
  expect(await folder.list()).toEqual(listed([blob, other]));
  expect(readdirSync(join(store, 'blobs'))).toHaveLength(2);
  await folder.remove(blob.sha256);
  await folder.remove(blob.sha256);
  expect(await folder.list()).toEqual(listed([other]));
});

test('a byte that is not the one that was written is found, wherever it is; so is a missing blob', async () => {
  const folder = openBlobFolder(store);
  const { sha256 } = await folder.write(content);
  for (let place = 0; place < content.length; place++) {
    writeFileSync(
      folder.pathOf(sha256),
      content.map((byte, at) => (at === place ? byte ^ 1 : byte)),
    );
    expect(() => folder.read(sha256)).toThrow(expect.objectContaining({ code: 'blob-damaged' }));
  }
  writeFileSync(folder.pathOf(sha256), content.subarray(1));
  expect(() => folder.read(sha256)).toThrow(expect.objectContaining({ code: 'blob-damaged' }));
  rmSync(folder.pathOf(sha256));
  expect(() => folder.read(sha256)).toThrow(expect.objectContaining({ code: 'blob-missing' }));
});

test('a folder that cannot be made is told as such', async () => {
  writeFileSync(join(store, 'blobs'), 'a file in its place');
  const folder = openBlobFolder(store);
  await expect(folder.write(content)).rejects.toMatchObject({
    code: 'blob-unwritable',
    message: expect.stringContaining(join(store, 'blobs')),
  });
  expect(await folder.list()).toEqual([]);
});

test('what killed processes have left is removed, what another one may be writing stays', async () => {
  const now = 1_700_000_000_000;
  const here = { boot: 'boot', pidNamespace: 'namespace' };
  const folder = openBlobFolder(store, { home: here, clock: () => now, isProcessAlive: (id) => id === 7 });
  const { sha256 } = await folder.write(content);
  const leave = (path: string): string => {
    writeFileSync(path, 'half');
    utimesSync(path, new Date(now), new Date(now));
    return path;
  };
  const left = leave(partialFiles(here, 8).nameOf(`${folder.pathOf(sha256)}.0`));
  const others = leave(partialFiles(here, 7).nameOf(`${folder.pathOf(sha256)}.0`));
  await folder.removeAbandoned();
  expect([left, others, folder.pathOf(sha256)].map((path) => existsSync(path))).toEqual([false, true, true]);
  expect(await folder.list()).toMatchObject([{ sha256, bytes: 24 }]);
});
