import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openCheckpointFolder } from './checkpoint-folder.ts';

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
