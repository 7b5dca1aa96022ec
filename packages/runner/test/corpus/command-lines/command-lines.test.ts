import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedDemoStore } from '@sweepdeck/runner/demo-store';
import { openSqliteStore } from '@sweepdeck/runner/store';
import { displayWidth } from '../../../src/reporters/display-width.ts';
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

const titled = oddCommandLines.map((line) => ({ ...line, title: JSON.stringify(line.words) }));

test.each(titled)('runner $title', async ({ words, exit, error, says, env = {} }) => {
  const { code, stdout, stderr } = await runHere(words, directory, env);
  const printed = exit === 0 ? stdout : stderr;
  const [, seen = null] = /^error\[([a-z-]+)\]: /u.exec(stderr) ?? [];
  // A refused command line prints no result, an accepted one no error.
  expect({ code, error: seen, rest: exit === 0 ? stderr : stdout }).toEqual({ code: exit, error, rest: '' });
  for (const part of says) expect(printed).toContain(part);
  // Nothing that a terminal would obey, and no stack.
  expect(printed.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  expect(printed).not.toMatch(/^ {4}at /mu);
});

test('JSON keeps what a terminal would obey, exactly', async () => {
  const { stderr } = await runHere(['list', '--store', 'a\u009B2J\u202Eb', '--json'], directory);
  expect(JSON.parse(stderr)).toMatchObject({ error: { message: expect.stringContaining('a\u009B2J\u202Eb') } });
});

test('nothing is cut in a pipe, and in a narrow terminal every number is whole', async () => {
  const numbers = (text: string): string[] => text.match(/ 0\.\d{4}\b/gu) ?? [];
  const { stdout } = await runHere(['leaderboard', 's1'], directory);
  expect(stdout).not.toContain('…');
  expect((await runHere(['list'], directory)).stdout).toContain('demo-losses-and-optimizers');
  // The last is the widest row: at 60 columns numbers and notes alone take more.
  for (const [columns, widest] of [
    ['60', 70],
    ['80', 80],
    ['100', 100],
    ['200', 200],
  ] as const) {
    const narrow = (await runHere(['leaderboard', 's1'], directory, { COLUMNS: columns })).stdout;
    const rows = narrow.trimEnd().split('\n').slice(3);
    expect(rows.filter((row) => displayWidth(row) > widest)).toEqual([]);
    expect(new Set(rows).size).toBe(rows.length);
    for (const number of numbers(narrow)) expect(stdout).toContain(number);
    expect(numbers(narrow).length).toBeGreaterThan(30);
  }
});

test('there are enough of them, and none stands twice', () => {
  expect(oddCommandLines.length).toBeGreaterThan(150);
  const lines = oddCommandLines.map(({ words, env }) => JSON.stringify({ words, env }));
  expect(new Set(lines).size).toBe(lines.length);
});

test('nothing was made on the way', () => {
  expect(readdirSync(directory).toSorted()).toEqual(['.sweepdeck', 'a.yaml', 'defaults.yaml']);
});
