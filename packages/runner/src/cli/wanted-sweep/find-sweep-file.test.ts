import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { experimentsFolder } from '../../environment/checkout.ts';
import { findSweepFile } from './find-sweep-file.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'sweepdeck-experiments-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

test('the name of a sweep that comes with the program is its file', () => {
  expect(findSweepFile('quickstart', directory)).toBe(join(experimentsFolder(), 'quickstart.yaml'));
});

test('a file of that name counts first', () => {
  writeFileSync(join(directory, 'quickstart'), 'name: mine');
  expect(findSweepFile('quickstart', directory)).toBe('quickstart');
});

test.each(['nothing', 'quickstart.yaml', './quickstart', '../quickstart', ''])('%j stays a path', (word) => {
  expect(findSweepFile(word, directory)).toBe(word);
});
