import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSqliteStore, seedDemoStore } from '@sweepdeck/runner/store';
import { runHere } from '../../e2e/run-here.ts';
import { oddCommandLines } from './odd-command-lines.ts';

const files = {
  'a.yaml': 'name: a\ndataset: { name: glyphs, count: 200 }\nmodel: logistic\nengine: cpu\ntraining: { epochs: 1 }\n',
  'defaults.yaml': 'name: d\nengine: cpu\nparameters: { learning_rate: { values: [0.1, 0.01] } }\n',
};

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sweepdeck-command-lines-'));
  const store = openSqliteStore(join(directory, '.sweepdeck'));
  seedDemoStore(store);
  store.close();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
});
afterAll(() => rmSync(directory, { recursive: true }));

test.each(oddCommandLines)('runner $words', async ({ words, exit, error, says, env = {} }) => {
  const { code, stdout, stderr } = await runHere(words, directory, env);
  expect({ code, stderr: exit === 0 ? stderr : '' }).toEqual({ code: exit, stderr: '' });
  const printed = exit === 0 ? stdout : stderr;
  if (error !== null) {
    expect(stdout).toBe('');
    expect(stderr).toMatch(new RegExp(`^error\\[${error}\\]: `, 'u'));
  }
  for (const part of says) expect(printed).toContain(part);
  // Nothing that a terminal would obey, and no stack.
  expect(printed.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  expect(printed).not.toMatch(/^ {4}at /mu);
});

test('there are enough of them, and none stands twice', () => {
  expect(oddCommandLines.length).toBeGreaterThan(150);
  const lines = oddCommandLines.map(({ words, env }) => JSON.stringify({ words, env }));
  expect(new Set(lines).size).toBe(lines.length);
});

test('nothing was made on the way', () => {
  expect(readdirSync(directory).toSorted()).toEqual(['.sweepdeck', 'a.yaml', 'defaults.yaml']);
});
