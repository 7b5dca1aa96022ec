import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSqliteStore, openWithTrials } from '@sweepdeck/runner/store';
import { newSweep } from '../../src/store/testing/sample-sweep.ts';
import { runHere, type Answer } from './run-here.ts';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sweepdeck-query-'));
  const writer = openSqliteStore(join(directory, '.sweepdeck'));
  for (const name of ['first', 'second'])
    openWithTrials(writer, newSweep({ name, specHash: name }), { isFresh: true, workers: 1, processId: process.pid });
  writer.close();
});
afterAll(() => rmSync(directory, { recursive: true }));

const query = async (sql: string, ...more: readonly string[]): Promise<Answer> =>
  runHere(['query', sql, ...more], directory);

test('rows are printed as a table, and what is left out is counted', async () => {
  const { code, stdout } = await query(
    'SELECT one.id, one.status, one.error FROM trial one JOIN trial two JOIN trial three ORDER BY one.id LIMIT 102',
  );
  const lines = stdout.trimEnd().split('\n');
  expect([code, lines.length]).toEqual([0, 102]);
  expect(lines[0]).toBe('id  status   error');
  expect(lines[1]).toBe(' 1  pending  NULL');
  expect(lines.at(-1)).toBe('2 more rows. Show more with --top, or fewer with WHERE in the query.');
  expect((await query('SELECT id FROM trial WHERE id < 0')).stdout).toBe('id\nNo rows.\n');
});

test('JSON has every value: NULL, infinity, bytes and large numbers', async () => {
  const { code, stdout } = await query(
    `SELECT NULL AS a, 9e999 AS b, x'0A1b' AS c, 9007199254740993 AS d, 'ä' AS e`,
    '--json',
  );
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual({
    rows: [{ a: null, b: 'Infinity', c: "x'0A1B'", d: '9007199254740993', e: 'ä' }],
    more: 0,
  });
  const limited = await query('SELECT id FROM sweep ORDER BY id', '--json', '--top', '1');
  expect(JSON.parse(limited.stdout)).toEqual({ rows: [{ id: 1 }], more: 1 });
});

test.each([
  [['DELETE FROM sweep'], 'query-not-reading'],
  [['SELECT * FROM sweeps'], 'Did you mean sweep?'],
  [['SELECT 1', '--limit', '5'], 'Did you mean --top?'],
  [['SELECT 1', '--top', '0'], 'expected a whole number from 1'],
  [['SELECT 1', '--store', 'nowhere'], 'store-not-found'],
  [[''], 'SQL is empty'],
  [[], '`runner query` needs SQL'],
])('runner query %j is refused', async (words, text) => {
  const { code, stderr } = await runHere(['query', ...words], directory);
  expect([code, stderr]).toEqual([2, expect.stringContaining(text)]);
  expect(stderr).toContain('hint:');
});
