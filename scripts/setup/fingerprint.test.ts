import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fingerprint } from './fingerprint.mjs';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sweepdeck-fingerprint-'));
  mkdirSync(path.join(folder, 'src', 'node_modules'), { recursive: true });
  writeFileSync(path.join(folder, 'src', 'a.ts'), 'a');
  writeFileSync(path.join(folder, 'src', 'b.test.ts'), 'b');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('stays the same over times of files, dependencies and missing paths', () => {
  const before = fingerprint(folder, ['src']);
  utimesSync(path.join(folder, 'src', 'a.ts'), 0, 0);
  writeFileSync(path.join(folder, 'src', 'node_modules', 'c.js'), 'c');
  expect(fingerprint(folder, ['src', 'missing'])).toBe(before);
});

test('changes with content, with names and with facts', () => {
  const seen = [fingerprint(folder, ['src']), fingerprint(folder, ['src'], ['v22.0.0'])];
  writeFileSync(path.join(folder, 'src', 'a.ts'), 'a2');
  seen.push(fingerprint(folder, ['src']));
  writeFileSync(path.join(folder, 'src', 'd.ts'), '');
  seen.push(fingerprint(folder, ['src']));
  expect(new Set(seen).size).toBe(seen.length);
});

test('leaves out what is no input', () => {
  const withoutTests = () => fingerprint(folder, ['src'], [], (file) => !file.endsWith('.test.ts'));
  const before = withoutTests();
  writeFileSync(path.join(folder, 'src', 'b.test.ts'), 'b2');
  expect(withoutTests()).toBe(before);
});
