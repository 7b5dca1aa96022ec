import { afterAll, beforeAll, expect, test } from 'vitest';
import { openMemoryDatabase } from '../sqlite/open-database.ts';
import { mostCounted, runQuery } from './run-query.ts';

const database = openMemoryDatabase();
beforeAll(() => {
  database.exec(`INSERT INTO range_test (label, config, engine, dataset_fingerprint, options, points, summary, seconds, created_at)
    VALUES ('a', '{}', 'wasm', 'f', '{}', '[]', '{}', 1.5, 1), ('b', '{}', 'wasm', 'f', '{}', '[]', '{}', 9e999, 2)`);
});
afterAll(() => void database.close());

test('values come as SQLite has them', () => {
  const sql = `/* every type */ -- and a comment
    SELECT 1, 1.5, 'ä', NULL, x'00ff', 9007199254740993, 9e999`;
  expect(runQuery(database, sql, 10).rows).toEqual([
    [1, 1.5, 'ä', null, Buffer.from([0, 255]), 9_007_199_254_740_993n, Infinity],
  ]);
});

test('columns of the same name stay apart', () => {
  const { columns } = runQuery(database, 'SELECT a.id, b.id, a.label FROM range_test a JOIN range_test b', 10);
  expect(columns).toEqual(['id', 'id:1', 'label']);
});

test('rows beyond the limit are counted', () => {
  expect(runQuery(database, 'SELECT label FROM range_test ORDER BY id', 1)).toEqual({
    columns: ['label'],
    rows: [['a']],
    more: 1,
  });
  expect(runQuery(database, 'SELECT label FROM range_test', 2).more).toBe(0);
});

test('an endless query ends', () => {
  const endless = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n';
  expect(runQuery(database, endless, 2)).toMatchObject({ rows: [[1], [2]], more: mostCounted });
});

test.each([
  `DELETE FROM range_test`,
  `INSERT INTO range_test (label) VALUES ('c') RETURNING id`,
  `WITH old AS (SELECT 1) DELETE FROM range_test WHERE id IN old RETURNING id`,
  `-- SELECT\nDROP TABLE range_test`,
  `EXPLAIN DELETE FROM range_test`,
  `PRAGMA user_version = 3`,
  `/* SELECT */ PRAGMA query_only`,
  `ATTACH 'other.db' AS other`,
  `VACUUM INTO 'copy.db'`,
  `BEGIN`,
])('refuses %s', (sql) => {
  expect(() => runQuery(database, sql, 10)).toThrow(
    expect.objectContaining({ code: 'query-not-reading', hint: expect.any(String) }),
  );
  expect(runQuery(database, 'SELECT count(*) FROM range_test', 1).rows).toEqual([[2]]);
});

test.each([
  ['SELECT * FROM trials', /no such table: trials/, /Did you mean trial\?.*database\.md/],
  [
    'SELECT t.objective_valu FROM trial t',
    /no such column/,
    /Did you mean objective_value or objective_kind\?.*database\.md/,
  ],
  ['SELECT "stat" FROM sweep', /no such column/, /Did you mean status\?/],
  ['SELECT zzzzzzzzz FROM trial', /no such column/, /^docs\/reference\/database\.md/],
  ['SELCT 1', /near "SELCT": syntax error/, /database\.md/],
  ['SELECT 1 FROM', /incomplete input/, /database\.md/],
  [`SELECT json('x')`, /malformed JSON/, /database\.md/],
  ['SELECT 1; SELECT 2', /more than one statement/, /one SELECT/],
  ['SELECT 1; DROP TABLE trial', /more than one statement/, /one SELECT/],
  ['-- nothing', /no statement/, /runner query/],
  ['SELECT ? + :name', /parameter/, /Write the value/],
])('explains %s', (sql, message, hint) => {
  expect(() => runQuery(database, sql, 10)).toThrow(
    expect.objectContaining({
      code: 'query-invalid',
      message: expect.stringMatching(message),
      hint: expect.stringMatching(hint),
    }),
  );
});
