import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readSources, sourcesHash } from './sources.mjs';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sweepdeck-kernels-'));
  mkdirSync(path.join(folder, 'convolution', 'winograd'), { recursive: true });
  writeFileSync(path.join(folder, 'index.ts'), 'index');
  writeFileSync(path.join(folder, 'convolution', 'winograd', 'line.ts'), 'line');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a change of any source changes the hash, however deep it lies', () => {
  const seen = [sourcesHash(folder, []), sourcesHash(folder, ['-O3'])];
  writeFileSync(path.join(folder, 'convolution', 'winograd', 'line.ts'), 'line 2');
  seen.push(sourcesHash(folder, []));
  writeFileSync(path.join(folder, 'convolution', 'patches.ts'), '');
  seen.push(sourcesHash(folder, []));
  expect(new Set(seen).size).toBe(seen.length);
});

test('what is no source does not change it', () => {
  const before = sourcesHash(folder, []);
  writeFileSync(path.join(folder, 'convolution', 'notes.md'), '');
  expect(sourcesHash(folder, [])).toBe(before);
});

test('sources are read by their place in the folder', () => {
  expect(Object.fromEntries(readSources(folder))).toEqual({
    'convolution/winograd/line.ts': 'line',
    'index.ts': 'index',
  });
});
