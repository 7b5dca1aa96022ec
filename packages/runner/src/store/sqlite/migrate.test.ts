import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { latestVersion, migrations } from '../migrations/index.ts';
import type { Migration } from '../migrations/migration.ts';
import { openSqliteReader } from '../open-store.ts';
import { migrate, readSchemaVersion } from './migrate.ts';
import { databaseName } from './open-database.ts';
import { openSqlite } from './sqlite-library.ts';

/** Allows trials one more status: SQLite can only do that by making the table anew, and four other tables refer to it. */
const rebuildTrial = `
  CREATE TABLE new_trial (id INTEGER PRIMARY KEY, key TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('pending', 'running', 'waiting', 'finished', 'diverged', 'failed'))) STRICT;
  INSERT INTO new_trial SELECT id, key, status FROM trial;
  DROP TABLE trial;
  ALTER TABLE new_trial RENAME TO trial;`;

const next = (sql: string): readonly Migration[] => [
  ...migrations,
  { version: latestVersion + 1, summary: 'of this test', sql },
];

let directory: string;
let database: Database.Database;
const file = (): string => join(directory, databaseName);

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'sweepdeck-migrate-'));
  copyFileSync(fileURLToPath(new URL('../fixtures/schema-4-metrics.db', import.meta.url)), file());
  database = openSqlite(file());
  database.pragma('foreign_keys = ON');
});
afterEach(() => {
  database.close();
  rmSync(directory, { recursive: true });
});

const statuses = (): unknown[] => database.prepare('SELECT status FROM trial ORDER BY id').pluck().all();
const countOf = (table: string): unknown => database.prepare(`SELECT count(*) FROM ${table}`).pluck().get();

test('a migration can rebuild a table that others refer to', () => {
  const [attempts, places] = [countOf('attempt'), countOf('sweep_trial')];
  migrate(database, next(rebuildTrial));
  expect(readSchemaVersion(database)).toBe(latestVersion + 1);
  expect(statuses()).toEqual(['finished', 'diverged', 'failed', 'pending']);
  expect([countOf('attempt'), countOf('sweep_trial')]).toEqual([attempts, places]);
  database.exec(`UPDATE trial SET status = 'waiting' WHERE id = 4`);
  expect(statuses()).toContain('waiting');
  // References are held again, and lead to the new table.
  expect(() => database.exec('DELETE FROM trial WHERE id = 1')).toThrow(/FOREIGN KEY/);
  expect(() => database.exec('UPDATE artifact SET trial_id = 99')).toThrow(/FOREIGN KEY/);
});

test('a migration that leaves references to nothing is refused, and nothing is changed', () => {
  migrate(database);
  const before = countOf('trial');
  const loses = `${rebuildTrial} DELETE FROM trial WHERE id = 1;`;
  expect(() => migrate(database, next(loses))).toThrow(
    expect.objectContaining({ code: 'store-corrupt', hint: expect.any(String) }),
  );
  expect([readSchemaVersion(database), countOf('trial')]).toEqual([latestVersion, before]);
  expect(database.pragma('foreign_keys', { simple: true })).toBe(1);
});

test('a process that is killed in the middle of rebuilding a table leaves the store as it was', () => {
  migrate(database);
  const tables = (): unknown[] =>
    database.prepare('SELECT name, sql FROM sqlite_schema ORDER BY name').all() as unknown[];
  const before = [tables(), statuses(), countOf('metric')];
  database.close();
  const script = `
    const { openSqlite } = await import(${JSON.stringify(new URL('sqlite-library.ts', import.meta.url).href)});
    const { migrate } = await import(${JSON.stringify(new URL('migrate.ts', import.meta.url).href)});
    const database = openSqlite(${JSON.stringify(file())});
    database.pragma('journal_mode = WAL');
    database.function('die', () => process.kill(process.pid, 'SIGKILL'));
    migrate(database, ${JSON.stringify(next(`${rebuildTrial} SELECT die();`))});`;
  const flags = ['--conditions=@sweepdeck/source', '--import', 'tsx', '--input-type=module', '--eval', script];
  const cwd = fileURLToPath(new URL('.', import.meta.url));
  const { signal } = spawnSync(process.execPath, flags, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
  expect(signal).toBe('SIGKILL');
  database = openSqlite(file());
  expect(readSchemaVersion(database)).toBe(latestVersion);
  expect([tables(), statuses(), countOf('metric')]).toEqual(before);
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
});

test('a store of schema version 4 shows the same metrics: those of each trial’s latest attempt', () => {
  database.close();
  const reader = openSqliteReader(directory);
  const point = (trialId: number, epoch: number, name: string, value: number) => ({ trialId, epoch, name, value });
  expect(reader.listMetrics([1, 2, 4])).toEqual([
    point(1, 1, 'train.loss', 1),
    point(1, 2, 'train.loss', 0.5),
    point(1, 1, 'validation.accuracy', 0.1),
    point(1, 2, 'validation.accuracy', Number.NaN),
    point(2, 1, 'train.loss', 1),
    point(2, 1, 'validation.accuracy', 0.1),
  ]);
  expect(reader.listAttempts(1).map(({ status }) => status)).toEqual(['stopped', 'finished']);
  expect(reader.listTrials(1).map(({ status }) => status)).toEqual(['finished', 'diverged', 'failed', 'pending']);
  reader.close();
  database = openSqlite(file());
});
