import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { heartbeatTimeoutMs } from './liveness.ts';
import { openSqliteStore } from './open-store.ts';
import { openWithTrials } from './open-with-trials.ts';
import { databaseName } from './sqlite/open-database.ts';
import { openSqlite } from './sqlite/sqlite-library.ts';
import type { Store } from './store.ts';
import { newSweep, plannedTrial } from './testing/sample-sweep.ts';

const result = { bestEpoch: 1, objective: 0.5, seconds: 1, divergedAt: null, metrics: {} };

let directory: string;
let now: number;
let store: Store;
let database: Database.Database;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'sweepdeck-delete-'));
  now = 1_000_000;
  store = openSqliteStore(directory, { clock: () => now, uptime: () => now, isProcessAlive: () => true });
  database = openSqlite(join(directory, databaseName));
});
afterEach(() => {
  const broken = database.pragma('foreign_key_check') as readonly unknown[];
  database.close();
  store.close();
  rmSync(directory, { recursive: true });
  if (broken.length > 0) throw new Error(`rows refer to deleted ones: ${JSON.stringify(broken)}`);
});

const rowsOf = (table: string): unknown[] => database.prepare(`SELECT * FROM ${table}`).all();
const rowCounts = (): Record<string, number> =>
  Object.fromEntries(
    ['sweep', 'sweep_trial', 'trial', 'attempt', 'attempt_output', 'metric', 'artifact', 'checkpoint'].map((table) => [
      table,
      rowsOf(table).length,
    ]),
  );

/** Opens a sweep with a trial for each name, and returns its id. */
const open = (name: string, trials: readonly string[], isFresh = false): number =>
  openWithTrials(store, newSweep({ name, specHash: name, trials: trials.map((trial) => plannedTrial(trial, 0)) }), {
    isFresh,
    workers: 1,
    processId: process.pid,
  }).id;

const start = (trialId: number): number => {
  const { id } = store.startAttempt(trialId, { worker: 0, environment: {} });
  store.appendEpoch(id, 1, { 'train.loss': trialId });
  store.keepOutput(id, { bytes: 1, lines: 1, omittedBytes: 0, head: 'x', tail: '' });
  return id;
};
const finish = (trialId: number): void =>
  store.endAttempt(start(trialId), { status: 'finished', result, artifacts: { confusion: [[1]] } });
const addCheckpoint = (attemptId: number, letter: string): void =>
  void store.addCheckpoint(attemptId, { epoch: 1, step: 1, sha256: letter.repeat(64), bytes: 1, seconds: 1 });

describe('deleting a sweep', () => {
  test('everything that only it has goes, and nothing else', () => {
    const kept = open('kept', ['a']);
    finish(1);
    store.closeSweep(kept, 'finished');
    const before = rowCounts();
    const gone = open('gone', ['b', 'c']);
    finish(2);
    const running = start(3);
    addCheckpoint(running, 'a');
    store.endAttempt(running, { status: 'stopped' });
    store.closeSweep(gone, 'paused');
    expect(store.previewDeletion(gone)).toEqual({
      trialIds: [2, 3],
      sharedTrials: 0,
      keys: ['b/0', 'c/0'],
      blobs: ['a'.repeat(64)],
    });
    store.deleteSweep(gone);
    expect(rowCounts()).toEqual(before);
    expect(store.listSweeps().map(({ name }) => name)).toEqual(['kept']);
    expect(rowsOf('deleted_sweep')).toEqual([{ id: gone, name: 'gone', deleted_at: now }]);
    expect(store.listMetrics([1]).map(({ value }) => value)).toEqual([1]);
    expect(() => store.deleteSweep(gone)).toThrow(expect.objectContaining({ code: 'sweep-not-found' }));
    expect(database.pragma('foreign_keys', { simple: true })).toBe(1);
  });

  test('trials that another sweep has stay with all that was measured, and belong to that sweep', () => {
    const first = open('first', ['a', 'b', 'c']);
    finish(1);
    finish(2);
    store.endAttempt(start(3), { status: 'failed', error: { code: 'broken', message: 'broken' } });
    store.closeSweep(first, 'failed');
    const second = open('second', ['b', 'c']);
    store.closeSweep(second, 'paused');
    const third = open('third', ['b']);
    store.closeSweep(third, 'finished');
    const shown = (): unknown => [
      store.listAttempts(2),
      store.listMetrics([2, 3]),
      store.getArtifacts(2),
      store.listOutputs(2),
      store.listAttempts(3).length,
    ];
    const before = [shown(), store.readRevisions().get(second) ?? 0] as const;
    expect(store.listTrials(second)[0]).toMatchObject({ id: 2, isReused: true });
    expect(store.previewDeletion(first)).toMatchObject({ trialIds: [1], sharedTrials: 2, keys: ['a/0'], blobs: [] });
    store.deleteSweep(first);
    expect(shown()).toEqual(before[0]);
    expect(store.readRevisions().get(second)).toBeGreaterThan(before[1]);
    const fresh = openSqliteStore(directory);
    expect(fresh.listTrials(second).map(({ id, isReused, status }) => [id, isReused, status])).toEqual([
      [2, false, 'finished'],
      [3, false, 'pending'],
    ]);
    expect(fresh.listTrials(third)[0]).toMatchObject({ id: 2, isReused: true });
    fresh.close();
    expect(new Set(rowsOf('attempt').map((row) => (row as { sweep_id: number }).sweep_id))).toEqual(new Set([second]));
    // The sweep that has it now is not trained again, and nothing changes when it goes on.
    const again = store.readRevisions().get(second) ?? 0;
    expect(open('second', ['b', 'c'])).toBe(second);
    expect(store.readRevisions().get(second)).toBe(again + 2);
    store.closeSweep(second, 'paused');
  });

  test('a shared trial that it left running is interrupted, and can be trained by the other sweep', () => {
    const first = open('first', ['a', 'b']);
    start(1);
    now += 2 * heartbeatTimeoutMs;
    const other = openSqliteStore(directory, { clock: () => now, uptime: () => now, isProcessAlive: () => true });
    const second = openWithTrials(
      other,
      newSweep({ name: 'second', specHash: 'second', trials: [plannedTrial('c', 0)] }),
      { isFresh: false, workers: 1, processId: process.pid },
    ).id;
    // Placed by hand: placing it properly would repair it.
    database
      .prepare(
        `INSERT INTO sweep_trial (sweep_id, position, trial_id, repeat, parameters, is_reused) VALUES (?, 1, 1, 0, '{}', 0)`,
      )
      .run(second);
    other.deleteSweep(first);
    expect(other.getTrial(1)).toMatchObject({ status: 'pending', attempts: 1 });
    expect(other.listAttempts(1)).toMatchObject([{ status: 'interrupted', error: { code: 'run-killed' } }]);
    expect(other.startAttempt(1, { worker: 0, environment: {} })).toMatchObject({ trialId: 1 });
    other.close();
  });

  test('it also takes the trials that it trained and that no sweep has any more', () => {
    const sweep = open('sweep', ['a']);
    finish(1);
    database.exec('DELETE FROM sweep_trial');
    store.closeSweep(sweep, 'finished');
    store.deleteSweep(sweep);
    expect(rowsOf('trial')).toEqual([]);
  });

  test('weights and checkpoints that another trial needs are not named', () => {
    const first = open('first', ['a']);
    const one = start(1);
    addCheckpoint(one, 'a');
    addCheckpoint(one, 'b');
    store.endAttempt(one, { status: 'stopped' });
    store.closeSweep(first, 'paused');
    const second = open('first', ['a'], true);
    const two = start(2);
    addCheckpoint(two, 'b');
    store.endAttempt(two, { status: 'stopped' });
    store.closeSweep(second, 'paused');
    expect(store.previewDeletion(first)).toMatchObject({ trialIds: [1], keys: [], blobs: ['a'.repeat(64)] });
  });

  test('a sweep that is running is refused; it and its trials stay', () => {
    const sweep = open('sweep', ['a']);
    finish(1);
    const before = rowCounts();
    for (const change of [() => store.deleteSweep(sweep), () => store.archiveSweep(sweep, true)])
      expect(change).toThrow(expect.objectContaining({ code: 'sweep-is-running', hint: expect.any(String) }));
    expect(rowCounts()).toEqual(before);
    now += 2 * heartbeatTimeoutMs;
    const later = openSqliteStore(directory, { clock: () => now, uptime: () => now, isProcessAlive: () => false });
    later.deleteSweep(sweep);
    later.close();
    expect(rowsOf('sweep')).toEqual([]);
  });

  test('ids of deleted sweeps and trials are never given again', () => {
    const first = open('first', ['a', 'b']);
    store.closeSweep(first, 'paused');
    store.deleteSweep(first);
    const second = open('second', ['c']);
    expect([second, store.listTrials(second).map(({ id }) => id)]).toEqual([first + 1, [3]]);
  });

  test('a finished trial is not deleted by accident, whatever the tables say otherwise', () => {
    open('sweep', ['a']);
    finish(1);
    database.pragma('foreign_keys = OFF');
    expect(() => database.exec('DELETE FROM trial')).toThrow(/a finished trial is never deleted/);
    expect(() => database.exec(`UPDATE trial SET status = 'pending'`)).toThrow(/never changes/);
  });

  test('no table refers to rows that a deletion does not look for', () => {
    const parents = database
      .prepare(
        `SELECT DISTINCT key."table" FROM sqlite_schema AS child JOIN pragma_foreign_key_list(child.name) AS key
         WHERE child.type = 'table' AND child.name NOT LIKE 'deleted%'`,
      )
      .pluck()
      .all();
    expect(new Set(parents)).toEqual(new Set(['sweep', 'trial', 'attempt']));
  });
});

test('an archived sweep says since when, and comes back by request or when it goes on', () => {
  const sweep = open('sweep', ['a']);
  store.closeSweep(sweep, 'paused');
  const revision = store.readRevisions().get(sweep) ?? 0;
  expect(store.getSweep(sweep)?.archivedAt).toBeNull();
  store.archiveSweep(sweep, true);
  expect(store.getSweep(sweep)).toMatchObject({ archivedAt: now, status: 'paused', updatedAt: now });
  expect(store.readRevisions().get(sweep)).toBeGreaterThan(revision);
  store.archiveSweep(sweep, false);
  expect(store.getSweep(sweep)?.archivedAt).toBeNull();
  store.archiveSweep(sweep, true);
  expect(open('sweep', ['a'])).toBe(sweep);
  expect(store.getSweep(sweep)?.archivedAt).toBeNull();
});
