import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { heartbeatTimeoutMs } from '../liveness.ts';
import { openSqliteReader, openSqliteStore } from '../open-store.ts';
import { openWithTrials } from '../open-with-trials.ts';
import { newSweep } from '../testing/sample-sweep.ts';
import { databaseName } from './open-database.ts';
import { openSqlite } from './sqlite-library.ts';

const options = { isFresh: false, workers: 1, processId: process.pid };
const fromSource = ['--conditions=@sweepdeck/source', '--import', 'tsx'];
const result = { bestEpoch: 1, objective: 0.5, seconds: 1, divergedAt: null, metrics: {} };

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'sweepdeck-sqlite-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const file = () => join(directory, databaseName);
const code = (name: string) => expect.objectContaining({ code: name, hint: expect.any(String) });

test('a reader finds no store and makes nothing', () => {
  expect(() => openSqliteReader(directory)).toThrow(code('store-not-found'));
  expect(() => openSqliteReader(join(directory, 'absent'))).toThrow(code('store-not-found'));
  expect(readdirSync(directory)).toEqual([]);
});

test('an empty database file is no store yet', () => {
  writeFileSync(file(), '');
  expect(() => openSqliteReader(directory)).toThrow(code('store-not-found'));
});

test('makes missing directories', () => {
  openSqliteStore(join(directory, 'a', 'b')).close();
  expect(existsSync(join(directory, 'a', 'b', databaseName))).toBe(true);
});

test('what was written is there after reopening', () => {
  const store = openSqliteStore(directory);
  const sweep = openWithTrials(store, newSweep(), options);
  store.closeSweep(sweep.id, 'paused');
  const trials = store.listTrials(sweep.id);
  store.close();
  const reader = openSqliteReader(directory);
  expect(reader.listTrials(sweep.id)).toEqual(trials);
  reader.close();
});

test('a reader sees committed data while the writer is in a transaction, and never blocks it', () => {
  const store = openSqliteStore(directory);
  const sweep = openWithTrials(store, newSweep(), options);
  const reader = openSqliteReader(directory);
  const writer = openSqlite(file());
  writer.exec(`BEGIN IMMEDIATE; UPDATE sweep SET name = 'uncommitted'`);
  expect(reader.getSweep(sweep.id)?.name).toBe('sample');
  writer.exec('COMMIT');
  expect(reader.getSweep(sweep.id)?.name).toBe('uncommitted');
  writer.close();
  const snapshot = openSqlite(file(), { readonly: true });
  snapshot.exec('BEGIN');
  expect(snapshot.prepare('SELECT count(*) FROM attempt').pluck().get()).toBe(0);
  store.startAttempt(1, { worker: 0, environment: {} });
  expect(snapshot.prepare('SELECT count(*) FROM attempt').pluck().get()).toBe(0);
  expect(reader.listAttempts(1)).toHaveLength(1);
  snapshot.close();
  reader.close();
  store.close();
});

test('a reader cannot write', () => {
  openSqliteStore(directory).close();
  const reader = openSqliteReader(directory);
  expect('openSweep' in reader).toBe(false);
  reader.close();
});

test('SQL itself refuses to change or delete a finished or diverged trial', () => {
  const store = openSqliteStore(directory);
  openWithTrials(store, newSweep(), options);
  store.endAttempt(store.startAttempt(1, { worker: 0, environment: {} }).id, { status: 'finished', result });
  store.endAttempt(store.startAttempt(2, { worker: 0, environment: {} }).id, {
    status: 'diverged',
    result: { ...result, objective: Number.NaN },
  });
  store.close();
  const database = openSqlite(file());
  const run = (sql: string) => () => database.exec(sql);
  expect(run('UPDATE trial SET objective_value = 1 WHERE id = 1')).toThrow('a finished trial never changes');
  expect(run(`UPDATE trial SET status = 'pending' WHERE id = 2`)).toThrow('a finished trial never changes');
  expect(run('PRAGMA foreign_keys = OFF; DELETE FROM trial WHERE id = 1')).toThrow('a finished trial is never deleted');
  expect(run(`UPDATE trial SET engine = 'cpu' WHERE id = 3`)).not.toThrow();
  database.close();
});

test('a process killed inside a transaction leaves nothing of it', async () => {
  const store = openSqliteStore(directory);
  const sweep = openWithTrials(store, newSweep(), options);
  store.closeSweep(sweep.id, 'paused');
  store.close();
  const script = `
    import { openSqlite } from './sqlite-library.ts';
    const database = openSqlite(${JSON.stringify(file())});
    // A tiny cache makes SQLite write pages to the log before the commit.
    database.pragma('cache_size = 1');
    database.exec("BEGIN IMMEDIATE; UPDATE sweep SET name = 'half', source = zeroblob(100000) || 'x'");
    database.exec("UPDATE trial SET status = 'failed'");
    process.stdout.write('inside');
    setInterval(() => {}, 1000);`;
  const cwd = fileURLToPath(new URL('.', import.meta.url));
  const child = spawn(process.execPath, [...fromSource, '--input-type=module', '--eval', script], {
    cwd,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(child, 'exit');
  await Promise.race([once(child.stdout, 'data'), exit]);
  child.kill('SIGKILL');
  expect(await exit).toEqual([null, 'SIGKILL']);
  const reopened = openSqliteStore(directory);
  expect(reopened.getSweep(sweep.id)).toMatchObject({ name: 'sample', counts: { pending: 4, failed: 0 } });
  openWithTrials(reopened, newSweep(), options);
  reopened.close();
});

test('a method that fails halfway leaves nothing', () => {
  const store = openSqliteStore(directory);
  openWithTrials(store, newSweep(), options);
  const { id } = store.startAttempt(1, { worker: 0, environment: {} });
  store.appendEpoch(id, 1, { 'train.nll': 1 });
  const revisions = store.readRevisions();
  expect(() => store.appendEpoch(id, 1, { 'train.loss': 1, 'train.nll': 1 })).toThrow();
  expect(store.listMetrics([1])).toHaveLength(1);
  expect(store.readRevisions()).toEqual(revisions);
  store.close();
});

test('a store from a newer version is refused and stays as it is', () => {
  openSqliteStore(directory).close();
  const database = openSqlite(file());
  database.pragma('user_version = 99');
  database.close();
  expect(() => openSqliteStore(directory)).toThrow(code('store-too-new'));
  expect(() => openSqliteReader(directory)).toThrow(code('store-too-new'));
});

test("another program's database is refused and stays as it is", () => {
  const other = openSqlite(file());
  other.exec('CREATE TABLE bookmark (url TEXT)');
  other.close();
  expect(() => openSqliteStore(directory)).toThrow(code('store-invalid'));
  expect(() => openSqliteReader(directory)).toThrow(code('store-invalid'));
  const again = openSqlite(file());
  expect(again.pragma('journal_mode', { simple: true })).toBe('delete');
  expect(again.prepare('SELECT name FROM sqlite_schema').pluck().all()).toEqual(['bookmark']);
  again.close();
});

test('a file that is no database is refused', () => {
  writeFileSync(file(), 'name: not-a-database\n'.repeat(100));
  expect(() => openSqliteStore(directory)).toThrow(code('store-invalid'));
  expect(() => openSqliteReader(directory)).toThrow(code('store-invalid'));
});

test.skipIf(process.platform === 'win32')('what is no file in the place of the database is refused at once', () => {
  execFileSync('mkfifo', [file()]);
  for (const open of [openSqliteStore, openSqliteReader])
    expect(() => open(directory)).toThrow(expect.objectContaining({ message: expect.stringContaining('named pipe') }));
  rmSync(file());
  mkdirSync(file());
  expect(() => openSqliteStore(directory)).toThrow(code('store-invalid'));
  expect(() => openSqliteReader(directory)).toThrow(code('store-invalid'));
});

test('a damaged database is reported as such', () => {
  const store = openSqliteStore(directory);
  openWithTrials(store, newSweep(), options);
  store.close();
  const pages = openSqlite(file());
  const root = pages.prepare(`SELECT rootpage FROM sqlite_schema WHERE name = 'sweep'`).pluck().get();
  pages.unsafeMode(true);
  pages.pragma('writable_schema = ON');
  pages.prepare(`UPDATE sqlite_schema SET rootpage = 99999 WHERE name = 'sweep' AND rootpage = ?`).run(root);
  pages.close();
  expect(() => openSqliteReader(directory).listSweeps()).toThrow(code('store-corrupt'));
});

test('a full disk is reported as such', () => {
  const store = openSqliteStore(directory);
  store.close();
  const full = openSqliteStore(directory);
  // SQLite reports its page limit with the same code as a disk without space.
  Reflect.get(full, 'database').pragma('max_page_count = 1');
  const source = 'x'.repeat(1_000_000);
  expect(() => openWithTrials(full, newSweep({ source }), options)).toThrow(code('store-full'));
  expect(full.listSweeps()).toEqual([]);
  full.close();
});

test('a directory that cannot be made is reported as such', () => {
  writeFileSync(join(directory, 'file'), '');
  expect(() => openSqliteStore(join(directory, 'file', 'store'))).toThrow(code('store-not-writable'));
});

test('a directory that cannot be written is reported as such', (context) => {
  if (process.getuid?.() === 0) context.skip('root may write everywhere');
  const locked = join(directory, 'locked');
  mkdirSync(locked);
  chmodSync(locked, 0o500);
  expect(() => openSqliteStore(locked)).toThrow(code('store-not-writable'));
});

test('who has lost its sweep is told so at whatever it writes', () => {
  let uptimeMs = 0;
  const surroundings = { uptime: () => uptimeMs, home: { boot: 'boot', pidNamespace: 'first container' } };
  const store = openSqliteStore(directory, surroundings);
  const sweep = openWithTrials(store, newSweep(), options);
  const { id } = store.startAttempt(1, { worker: 0, environment: {} });
  uptimeMs = heartbeatTimeoutMs + 1;
  const home = { boot: 'boot', pidNamespace: 'second container' };
  const other = openSqliteStore(directory, { ...surroundings, home });
  // Both have the same process id, as the first process of a container has.
  expect(openWithTrials(other, newSweep(), options).id).toBe(sweep.id);
  expect(() => store.heartbeat(sweep.id)).toThrow(code('sweep-taken-over'));
  expect(() => store.appendEpoch(id, 1, { 'train.loss': 1 })).toThrow(code('sweep-taken-over'));
  expect(() => store.endAttempt(id, { status: 'finished', result })).toThrow(code('sweep-taken-over'));
  expect(() => store.startAttempt(2, { worker: 0, environment: {} })).toThrow(code('sweep-taken-over'));
  expect(() => store.closeSweep(sweep.id, 'finished')).toThrow(code('sweep-taken-over'));
  other.heartbeat(sweep.id);
  expect(other.getSweep(sweep.id)?.status).toBe('running');
  other.close();
  store.close();
});

test('two processes that open a new store at once both succeed', async () => {
  const store = new URL('../index.ts', import.meta.url).href;
  const script = `
    const { openSqliteStore } = await import(${JSON.stringify(store)});
    openSqliteStore(${JSON.stringify(directory)}).close();`;
  const cwd = fileURLToPath(new URL('.', import.meta.url));
  const flags = [...fromSource, '--input-type=module', '--eval', script];
  const codes = await Promise.all(
    [1, 2].map(async () => {
      const child = spawn(process.execPath, flags, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
      const [exitCode] = await once(child, 'exit');
      return exitCode;
    }),
  );
  expect(codes).toEqual([0, 0]);
  openSqliteReader(directory).close();
});

test('a cell that a store knows by its former keys keeps them, and what is finished is reused', () => {
  copyFileSync(fileURLToPath(new URL('../fixtures/schema-2.db', import.meta.url)), file());
  const store = openSqliteStore(directory);
  const [known] = store.listSweeps();
  const before = store.listTrials(known?.id ?? 0);
  const trials = newSweep().trials.map((trial) => ({
    ...trial,
    key: `new ${trial.key}`,
    cell: `new ${trial.cell}`,
    former: { key: trial.key, cell: trial.cell },
  }));
  const continued = openWithTrials(store, newSweep({ trials }), options);
  expect(continued.id).toBe(known?.id);
  expect(store.listTrials(continued.id).map(({ key, cell, status }) => [key, cell, status])).toEqual(
    before.map(({ key, cell, status }) => [key, cell, status]),
  );
  store.closeSweep(continued.id, 'paused');

  const [first] = trials;
  if (first === undefined) throw new Error('no trial');
  // A third seed of a known cell belongs to it; a cell that is new here has its new key.
  const third = { ...first, key: 'new third', former: { key: 'third', cell: first.former.cell } };
  const unknown = { ...first, key: 'new other', cell: 'new', former: { key: 'other', cell: 'old' } };
  const extended = openWithTrials(store, newSweep({ specHash: 'longer', trials: [first, third, unknown] }), options);
  expect(store.listTrials(extended.id).map(({ key, cell, status }) => [key, cell, status])).toEqual([
    [first.former.key, first.former.cell, 'finished'],
    ['third', first.former.cell, 'pending'],
    ['new other', 'new', 'pending'],
  ]);
  // So does a fourth that gets its place later, which the store knows by no former key of its own.
  const fourth = { ...first, key: 'new fourth', former: { key: 'fourth', cell: first.former.cell } };
  store.placeTrials(extended.id, [fourth]);
  expect(store.listTrials(extended.id).at(-1)).toMatchObject({ key: 'fourth', cell: first.former.cell, position: 3 });
  store.close();
});

test('reads ten thousand trials and their summary', () => {
  const store = openSqliteStore(directory);
  const [first] = newSweep().trials;
  if (first === undefined) throw new Error('no trial');
  const trials = Array.from({ length: 10_000 }, (_, i) => ({ ...first, key: `key ${i}`, cell: `cell ${i % 2000}` }));
  const sweep = openWithTrials(store, newSweep({ trials }), options);
  expect(store.listTrials(sweep.id)).toHaveLength(10_000);
  expect(store.listSweeps()[0]?.counts.pending).toBe(10_000);
  store.close();
});
