import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { failureKindOf } from '../../records/failure-kind.ts';
import { openSqliteReader, openSqliteStore } from '../open-store.ts';
import { openWithTrials } from '../open-with-trials.ts';
import { newSweep } from '../testing/sample-sweep.ts';
import { databaseName } from './open-database.ts';
import { openSqlite } from './sqlite-library.ts';

const options = { isFresh: false, workers: 1, processId: process.pid };
const result = { bestEpoch: 1, objective: 0.5, seconds: 1, divergedAt: null, metrics: {} };

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'sweepdeck-versions-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

/** Puts the store that an earlier version wrote into the directory. */
function placeFixture(name: string): void {
  copyFileSync(fileURLToPath(new URL(`../fixtures/${name}.db`, import.meta.url)), join(directory, databaseName));
}

test('a store of schema version 1 is still read', () => {
  placeFixture('schema-1');
  const reader = openSqliteReader(directory);
  const [sweep] = reader.listSweeps();
  expect(sweep).toMatchObject({
    name: 'sample',
    status: 'paused',
    counts: { finished: 1, diverged: 1, failed: 1, pending: 1 },
  });
  expect(reader.listTrials(sweep?.id ?? 0).map((trial) => trial.result?.objective)).toEqual([
    0.5,
    Number.NaN,
    undefined,
    undefined,
  ]);
  expect(reader.listMetrics([1])).toEqual([{ trialId: 1, epoch: 1, name: 'train.loss', value: Infinity }]);
  expect(reader.getArtifacts(1)).toEqual({ confusion: [[1]] });
  expect(reader.newestRangeTestId()).toBeNull();
  reader.close();
});

test('a store of schema version 2 is still read, and its sweep continued', () => {
  placeFixture('schema-2');
  const reader = openSqliteReader(directory);
  const [sweep] = reader.listSweeps();
  expect(sweep).toMatchObject({ engine: 'wasm', chosenEngine: null, counts: { finished: 1, pending: 3 } });
  expect(reader.listRangeTests()).toMatchObject([{ label: 'loss=mse', points: [{ loss: Infinity }] }]);
  expect(reader.getRangeTest(reader.listRangeTests()[0]?.id ?? 0)).toEqual(reader.listRangeTests()[0]);
  expect(reader.getRangeTest(999)).toBeUndefined();
  expect(reader.newestRangeTestId()).toBe(reader.listRangeTests()[0]?.id);
  reader.close();
  const store = openSqliteStore(directory);
  const chosenEngine = { device: 'd', numericsVersion: 'n', isAutomatic: false, findings: [], models: null };
  expect(openWithTrials(store, newSweep({ chosenEngine }), options)).toMatchObject({ id: sweep?.id, chosenEngine });
  store.close();
});

test('a store of schema version 3 is still read, and the sweep of a killed process continued', () => {
  placeFixture('schema-3');
  const reader = openSqliteReader(directory);
  const [sweep] = reader.listSweeps();
  expect(sweep).toMatchObject({ status: 'interrupted', counts: { finished: 1, running: 0, pending: 3 } });
  reader.close();
  const store = openSqliteStore(directory);
  expect(openWithTrials(store, newSweep(), options)).toMatchObject({ id: sweep?.id, status: 'running' });
  expect(store.listAttempts(2)).toMatchObject([{ status: 'interrupted' }]);
  store.endAttempt(store.startAttempt(2, { worker: 0, environment: {} }).id, { status: 'finished', result });
  store.closeSweep(sweep?.id ?? 0, 'paused');
  store.close();
});

test('a store of schema version 4 is still read; attempts have the seconds that were measured, and no others', () => {
  placeFixture('schema-4');
  const reader = openSqliteReader(directory);
  expect(reader.listSweeps()).toMatchObject([
    { status: 'interrupted', counts: { finished: 1, failed: 1, pending: 2 } },
  ]);
  const attempts = [1, 2, 3].flatMap((trialId) => reader.listAttempts(trialId));
  expect(attempts.map(({ status, seconds }) => [status, seconds])).toEqual([
    ['stopped', null],
    // By their dates this one took minus one hour.
    ['finished', 12.5],
    ['failed', null],
    ['interrupted', null],
  ]);
  reader.close();
  const store = openSqliteStore(directory);
  const sweep = openWithTrials(store, newSweep(), options);
  store.endAttempt(store.startAttempt(3, { worker: 0, environment: {} }).id, { status: 'finished', result });
  expect(store.listAttempts(3)).toMatchObject([{ status: 'interrupted' }, { status: 'finished', seconds: 1 }]);
  store.closeSweep(sweep.id, 'paused');
  store.close();
});

test('a store of schema version 7 shows the same, and its interrupted trial starts from scratch', () => {
  placeFixture('schema-7');
  const reader = openSqliteReader(directory);
  expect(reader.listSweeps()).toMatchObject([{ status: 'interrupted', counts: { finished: 1, pending: 3 } }]);
  expect(reader.listMetrics([1, 2]).map(({ epoch, value }) => [epoch, value])).toEqual([
    [1, 0.5],
    [2, 0.4 + 2 / 10],
    [1, 1],
    [2, Number.NaN],
    [1, 0.3],
  ]);
  expect(reader.listAttempts(1)).toMatchObject([{ seconds: 12.5, from: null, printed: { bytes: 3, lines: 1 } }]);
  expect(reader.listCheckpoints(2)).toEqual([]);
  reader.close();
  const store = openSqliteStore(directory);
  const sweep = openWithTrials(store, newSweep(), options);
  expect(store.startAttempt(2, { worker: 0, environment: {} }).from).toBeNull();
  expect(store.listMetrics([2])).toEqual([]);
  store.closeSweep(sweep.id, 'paused');
  store.close();
});

test('a store of schema version 8 shows the same; its failures have a kind, and its interrupted trial continues', () => {
  placeFixture('schema-8');
  const reader = openSqliteReader(directory);
  expect(reader.listSweeps()).toMatchObject([
    { status: 'interrupted', onPauseSince: null, counts: { diverged: 1, failed: 1, pending: 2 } },
  ]);
  const attempts = [1, 2, 3].flatMap((trialId) => reader.listAttempts(trialId));
  expect(attempts.map(({ failureKind }) => failureKind)).toEqual([
    'diverged',
    'out-of-memory',
    'stalled',
    'engine-lost',
    'invalid-configuration',
    'crashed',
    'interrupted',
  ]);
  // The kinds of old failures are those that the same error has today.
  expect(attempts.slice(1, 6).map(({ error }) => error && failureKindOf(error))).toEqual(
    attempts.slice(1, 6).map(({ failureKind }) => failureKind),
  );
  expect(attempts.map(({ lastStep, refusedWrites }) => [lastStep, refusedWrites])).toEqual(
    attempts.map(() => [null, 0]),
  );
  expect(reader.listControls(1)).toEqual([]);
  const [checkpoint] = reader.listCheckpoints(3);
  reader.close();
  const store = openSqliteStore(directory);
  const sweep = openWithTrials(store, newSweep(), options);
  const from = checkpoint === undefined ? {} : { from: checkpoint };
  expect(store.startAttempt(3, { worker: 0, environment: {}, ...from }).from).toMatchObject({ epoch: 1, step: 10 });
  store.closeSweep(sweep.id, 'paused');
  store.close();
});

test('a store of schema version 8 shows the same; its attempts have no load, and its trials no verification', () => {
  placeFixture('schema-8-continued');
  const reader = openSqliteReader(directory);
  expect(reader.listSweeps()).toMatchObject([{ status: 'paused', counts: { finished: 1, pending: 3 } }]);
  expect(reader.listAttempts(1)).toMatchObject([
    { status: 'stopped', from: null, lastEpoch: 1, load: null, environment: { numerics_version: 'wasm-4' } },
    { status: 'finished', from: { epoch: 1, step: 10 }, lastEpoch: 2, load: null, seconds: 3 },
  ]);
  expect(reader.listMetrics([1]).map(({ value }) => value)).toEqual([0.5, 0.4, 0.5, Number.NaN]);
  expect(reader.listVerifications(1)).toEqual([]);
  reader.close();
});

test('a store of schema version 8 shows the same; its sweeps can be archived and deleted', () => {
  placeFixture('schema-8-shared');
  const reader = openSqliteReader(directory);
  expect(reader.listSweeps()).toMatchObject([
    { id: 2, archivedAt: null, counts: { finished: 1, pending: 1 } },
    { id: 1, archivedAt: null, counts: { finished: 2, pending: 2 } },
  ]);
  expect(reader.listMetrics([1, 2])).toHaveLength(2);
  expect(reader.listCheckpoints(3)).toMatchObject([{ epoch: 1, step: 10 }]);
  reader.close();
  const store = openSqliteStore(directory);
  store.archiveSweep(2, true);
  store.deleteSweep(1);
  expect(store.listSweeps()).toMatchObject([{ id: 2, archivedAt: expect.any(Number) }]);
  expect(store.listTrials(2)).toMatchObject([{ id: 2, result: { objective: 0.5 }, isReused: false }, { id: 3 }]);
  expect(store.listCheckpoints(3)).toHaveLength(1);
  store.close();
});

test('a store of schema version 12 shows the same metrics in the same order, and keeps those of an epoch together', () => {
  placeFixture('schema-12-metrics');
  const reader = openSqliteReader(directory);
  expect(reader.listSweeps()).toMatchObject([{ status: 'paused', counts: { finished: 1, pending: 3 } }]);
  expect(reader.listMetrics([2, 1]).map(({ trialId, name, epoch, value }) => [trialId, name, epoch, value])).toEqual([
    [1, 'train.loss', 1, 0.5],
    [1, 'train.loss', 2, 0.25],
    [1, 'train.loss', 3, Number.NaN],
    [1, 'validation.accuracy', 1, 0.1],
    [1, 'validation.accuracy', 2, 0.2],
    [1, 'validation.accuracy', 3, 0.3],
    [1, 'validation.loss', 1, 1],
    [1, 'validation.loss', 2, Infinity],
    [1, 'validation.loss', 3, 1 / 3],
    [2, 'train.loss', 1, 1],
    [2, 'train.loss', 2, 2],
    [2, 'validation.loss', 1, -1],
    [2, 'validation.loss', 2, -2],
  ]);
  expect(reader.listMetrics([1], ['validation.loss']).map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
  reader.close();
  const database = openSqlite(join(directory, databaseName));
  const key = database.prepare("SELECT name FROM pragma_table_info('metric') WHERE pk > 0 ORDER BY pk").pluck().all();
  expect(key).toEqual(['trial_id', 'epoch', 'name']);
  const insert = database.prepare(
    'INSERT INTO metric (trial_id, epoch, name, value, kind, attempt_id) VALUES (1, 9, ?, ?, ?, 1)',
  );
  for (const [value, kind] of [
    [1, 'nan'],
    [null, 'finite'],
    [null, 'other'],
    [1, 'other'],
  ])
    expect(() => insert.run('train.loss', value, kind)).toThrow('CHECK constraint failed');
  expect(insert.run('train.loss', 1, 'finite').changes + insert.run('train.nll', null, 'nan').changes).toBe(2);
  database.close();
});
