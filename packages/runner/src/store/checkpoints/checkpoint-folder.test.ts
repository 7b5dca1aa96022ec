import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openCheckpointFolder } from './checkpoint-folder.ts';
import { partialFiles } from './partial-files.ts';

let store: string;
beforeEach(() => {
  store = mkdtempSync(join(tmpdir(), 'sweepdeck-checkpoints-'));
});
afterEach(() => rmSync(store, { recursive: true }));

test('what is written is read again, replaced and removed; nothing else is left beside it', () => {
  const folder = openCheckpointFolder(store);
  expect(folder.read('a')).toBeUndefined();
  expect(readdirSync(store)).toEqual([]);
  folder.write('a', Uint8Array.of(1, 2));
  folder.write('b', Uint8Array.of(3));
  folder.write('a', Uint8Array.of(4));
  expect([...(folder.read('a') ?? [])]).toEqual([4]);
  expect(readdirSync(join(store, 'checkpoints')).sort()).toEqual(['a.safetensors', 'b.safetensors']);
  folder.remove('a');
  folder.remove('a');
  expect(existsSync(folder.pathOf('a'))).toBe(false);
  expect(readdirSync(join(store, 'checkpoint-hashes'))).toEqual(['b.sha256']);
  expect([...(folder.read('b') ?? [])]).toEqual([3]);
});

test('a folder that cannot be made is told as such, and reads as empty', () => {
  writeFileSync(join(store, 'checkpoints'), 'a file in its place');
  const folder = openCheckpointFolder(store);
  expect(() => folder.write('a', Uint8Array.of(1))).toThrow(
    expect.objectContaining({ code: 'checkpoint-unwritable', message: expect.stringContaining(store) }),
  );
  expect(folder.read('a')).toBeUndefined();
});

test('a write that fails leaves the file that was there, and no rest', () => {
  const folder = openCheckpointFolder(store);
  folder.write('a', Uint8Array.of(1));
  // Too long for a file name.
  expect(() => folder.write('b'.repeat(300), Uint8Array.of(2))).toThrow(/cannot be kept/);
  expect(readdirSync(join(store, 'checkpoints'))).toEqual(['a.safetensors']);
});

test('a byte that is not the one that was kept is found, wherever it is', () => {
  const folder = openCheckpointFolder(store);
  const bytes = Uint8Array.from({ length: 24 }, (_, place) => place);
  folder.write('a', bytes);
  for (let place = 0; place < bytes.length; place++) {
    writeFileSync(
      folder.pathOf('a'),
      bytes.map((byte, at) => (at === place ? byte ^ 1 : byte)),
    );
    expect(() => folder.read('a')).toThrow(
      expect.objectContaining({ code: 'checkpoint-damaged', hint: expect.stringContaining('--retrain') }),
    );
  }
  writeFileSync(folder.pathOf('a'), bytes.subarray(1));
  expect(() => folder.read('a')).toThrow(/damaged/);
  folder.write('a', bytes);
  expect([...(folder.read('a') ?? [])]).toEqual([...bytes]);
  // The common tool can check it too.
  expect(readFileSync(join(store, 'checkpoint-hashes/a.sha256'), 'utf8')).toMatch(
    /^[0-9a-f]{64} {2}\.\.\/checkpoints\/a\.safetensors\n$/,
  );
});

test('weights of earlier versions, which have no hash, are read as before', () => {
  const folder = openCheckpointFolder(store);
  folder.write('a', Uint8Array.of(1));
  rmSync(join(store, 'checkpoint-hashes'), { recursive: true });
  expect([...(folder.read('a') ?? [])]).toEqual([1]);
});

test('what killed processes have left is removed, what another one may be writing stays', () => {
  const now = 1_700_000_000_000;
  const here = { boot: 'boot', pidNamespace: 'namespace' };
  const surroundings = { home: here, clock: () => now, isProcessAlive: (id: number) => id === 7 };
  const elsewhere = partialFiles({ boot: 'boot', pidNamespace: 'container' }, 7);
  const folder = openCheckpointFolder(store, surroundings);
  folder.write('a', Uint8Array.of(1));
  const path = folder.pathOf('b');
  const leave = (name: string, ageMs: number): string => {
    writeFileSync(name, 'half');
    const writtenAt = new Date(now - ageMs);
    utimesSync(name, writtenAt, writtenAt);
    return name;
  };
  leave(partialFiles(here, 8).nameOf(path), 0);
  leave(partialFiles(here).nameOf(path), 0);
  leave(elsewhere.nameOf(folder.pathOf('old')), 2 * 3_600_000);
  // As earlier versions named them.
  leave(`${path}.9.tmp`, 2 * 3_600_000);
  const kept = [partialFiles(here, 7).nameOf(path), elsewhere.nameOf(path)].map((name) => leave(name, 0));
  folder.removeAbandoned();
  expect(
    readdirSync(join(store, 'checkpoints'))
      .map((name) => join(store, 'checkpoints', name))
      .toSorted(),
  ).toEqual([folder.pathOf('a'), ...kept].toSorted());
});
