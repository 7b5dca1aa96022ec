import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findBrowser } from './find-browser.mjs';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sweepdeck-browser-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function install(name: string, mode: number): string {
  const file = path.join(folder, name);
  writeFileSync(file, '');
  chmodSync(file, mode);
  return file;
}

test('CHROME_PATH comes first; one that is not there is not replaced by another', () => {
  install('chromium', 0o755);
  const named = install('my-chrome', 0o755);
  expect(findBrowser({ CHROME_PATH: named, PATH: folder }, 'linux')).toBe(named);
  expect(findBrowser({ CHROME_PATH: path.join(folder, 'none'), PATH: folder }, 'linux')).toBeUndefined();
});

test('finds the usual names on the PATH, if they can be run', () => {
  install('chromium', 0o644);
  const file = install('google-chrome', 0o755);
  expect(findBrowser({ PATH: folder }, 'linux')).toBe(file);
  expect(findBrowser({ PATH: '' }, 'linux')).toBeUndefined();
});
