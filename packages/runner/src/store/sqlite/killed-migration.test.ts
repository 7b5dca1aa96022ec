import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { latestVersion, migrations } from '../migrations/index.ts';
import type { Migration } from '../migrations/migration.ts';
import { openSqliteReader, openSqliteStore } from '../open-store.ts';
import type { StoreReader } from '../store.ts';
import { migrate, readSchemaVersion } from './migrate.ts';
import { databaseName } from './open-database.ts';
import { openSqlite } from './sqlite-library.ts';

const fixtureFolder = fileURLToPath(new URL('../fixtures/', import.meta.url));
const fixtures = readdirSync(fixtureFolder).filter((name) => name.endsWith('.db'));

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'sweepdeck-killed-migration-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

/** Puts a store that an earlier version wrote into a new folder. */
function place(fixture: string, name: string): string {
  const folder = join(directory, name);
  mkdirSync(folder);
  copyFileSync(join(fixtureFolder, fixture), join(folder, databaseName));
  return folder;
}

/** The migrations with a call of the SQL function `interrupt` after each statement; its argument is the version before. */
function interruptible(): readonly Migration[] {
  return migrations.map((migration, index) => {
    const before = migrations[index - 1]?.version ?? 0;
    const statements = migration.sql
      .replaceAll(/--.*$/gm, '')
      .split(';')
      .filter((statement) => statement.trim() !== '');
    return {
      ...migration,
      sql: statements.map((statement) => `${statement}; SELECT interrupt(${before});`).join('\n'),
    };
  });
}

/** Everything that a reader sees. */
function contentOf(store: StoreReader): unknown {
  const sweeps = store.listSweeps();
  const trials = sweeps.flatMap(({ id }) => store.listTrials(id));
  const ids = trials.map(({ id }) => id);
  return {
    sweeps,
    trials,
    metrics: store.listMetrics(ids),
    attempts: ids.map((id) => store.listAttempts(id)),
    outputs: ids.map((id) => store.listOutputs(id)),
    artifacts: ids.map((id) => store.getArtifacts(id)),
    rangeTests: store.listRangeTests(),
  };
}

/** Opens a store, which migrates it, and returns its content. */
function openedContent(folder: string): unknown {
  const store = openSqliteStore(folder);
  store.close();
  const reader = openSqliteReader(folder);
  const content = contentOf(reader);
  reader.close();
  return content;
}

/** Returns the version of a store's schema, and checks that its database is whole. */
function wholeVersion(folder: string): number {
  const database = openSqlite(join(folder, databaseName));
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(database.pragma('foreign_key_check')).toEqual([]);
  const version = readSchemaVersion(database);
  database.close();
  return version;
}

function openForMigration(folder: string): Database.Database {
  const database = openSqlite(join(folder, databaseName));
  database.pragma('journal_mode = WAL');
  // Has SQLite write what is not committed to the log at once, as it does in a large store.
  database.pragma('cache_size = 1');
  return database;
}

test.each(fixtures)(
  '%s can be left at any statement of its migration, and then opens and shows the same',
  (fixture) => {
    const whole = openedContent(place(fixture, 'whole'));
    const migrated = place(fixture, 'migrated');
    const database = openForMigration(migrated);
    const first = readSchemaVersion(database);
    const copies: { readonly folder: string; readonly version: number }[] = [];
    // A process that is killed leaves its files as they are now.
    database.function('interrupt', (version: number) => {
      const folder = join(directory, `copy-${copies.length}`);
      mkdirSync(folder);
      for (const name of [databaseName, `${databaseName}-wal`]) {
        if (existsSync(join(migrated, name))) copyFileSync(join(migrated, name), join(folder, name));
      }
      copies.push({ folder, version });
      return null;
    });
    migrate(database, interruptible());
    database.close();
    expect(copies.length).toBeGreaterThan(latestVersion - first);
    for (const { folder, version } of copies) {
      expect(wholeVersion(folder)).toBe(version);
      expect(openedContent(folder)).toEqual(whole);
      expect(wholeVersion(folder)).toBe(latestVersion);
    }
  },
);

test('a process that is killed while it migrates every fixture leaves each of them as it was', () => {
  const stores = fixtures.map((fixture, index) => place(fixture, `store-${index}`));
  const versions = stores.map(wholeVersion);
  const wholes = fixtures.map((fixture, index) => openedContent(place(fixture, `whole-${index}`)));
  // The migration of each store runs inside that of the one before; the last one is killed.
  const script = `
    const { openSqlite } = await import(${JSON.stringify(new URL('sqlite-library.ts', import.meta.url).href)});
    const { migrate } = await import(${JSON.stringify(new URL('migrate.ts', import.meta.url).href)});
    const stores = ${JSON.stringify(stores)};
    function migrateFrom(index) {
      if (index === stores.length) process.kill(process.pid, 'SIGKILL');
      const database = openSqlite(stores[index] + '/${databaseName}');
      database.pragma('journal_mode = WAL');
      database.pragma('cache_size = 1');
      database.function('interrupt', (_) => migrateFrom(index + 1));
      migrate(database, ${JSON.stringify(interruptible())});
    }
    migrateFrom(0);`;
  const flags = ['--conditions=@sweepdeck/source', '--import', 'tsx', '--input-type=module', '--eval', script];
  const cwd = fileURLToPath(new URL('.', import.meta.url));
  const { signal } = spawnSync(process.execPath, flags, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
  expect(signal).toBe('SIGKILL');
  expect(stores.map(wholeVersion)).toEqual(versions);
  expect(stores.map(openedContent)).toEqual(wholes);
});
