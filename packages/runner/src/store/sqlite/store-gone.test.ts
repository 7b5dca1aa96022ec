import { copyFileSync, existsSync, mkdtempSync, renameSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSqliteReader, openSqliteStore } from '../open-store.ts';
import { openWithTrials } from '../open-with-trials.ts';
import type { Store } from '../store.ts';
import { newSweep } from '../testing/sample-sweep.ts';
import { databaseName } from './open-database.ts';
import { openSqlite } from './sqlite-library.ts';

const options = { isFresh: false, workers: 1, processId: process.pid };
const result = { bestEpoch: 1, objective: 0.5, seconds: 1, divergedAt: null, metrics: {} };
const attempt = { worker: 0, environment: {} };
const gone = (what: RegExp) =>
  expect.objectContaining({ code: 'store-gone', message: expect.stringMatching(what), hint: expect.any(String) });

let parent: string;
let directory: string;
let store: Store;
let sweepId: number;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'sweepdeck-gone-'));
  directory = join(parent, 'store');
  store = openSqliteStore(directory);
  sweepId = openWithTrials(store, newSweep(), options).id;
  store.endAttempt(store.startAttempt(1, attempt).id, { status: 'finished', result });
  store.startAttempt(2, attempt);
});
afterEach(() => {
  store.close();
  rmSync(parent, { recursive: true });
});

const file = (suffix = ''): string => join(directory, databaseName + suffix);

/** Each takes results away from everybody but the process that writes them. */
const losses: readonly (readonly [what: string, told: RegExp, take: () => void])[] = [
  ['the folder is removed', /removed or moved/, () => rmSync(directory, { recursive: true })],
  ['the folder is moved', /removed or moved/, () => renameSync(directory, join(parent, 'elsewhere'))],
  ['the database is removed', /removed or moved/, () => rmSync(file())],
  [
    'the database is replaced by a copy of itself',
    /replaced/,
    () => {
      copyFileSync(file(), join(parent, 'copy'));
      renameSync(join(parent, 'copy'), file());
    },
  ],
  ['the log is removed', /lost its log/, () => rmSync(file('-wal'))],
];

test.each(losses)('%s: the next heartbeat and the end say so, and what was seen is saved', (_, told, take) => {
  take();
  expect(store.isCurrent()).toBe(/log/.test(told.source));
  expect(() => store.heartbeat(sweepId)).toThrow(gone(told));
  expect(() => store.closeSweep(sweepId, 'finished')).toThrow(gone(told));
  const rescued = store.rescue();
  expect(rescued).toBe(`${directory}-rescued`);
  const reader = openSqliteReader(rescued ?? '');
  expect(reader.getSweep(sweepId)).toMatchObject({ status: 'paused', counts: { finished: 1, pending: 3 } });
  expect(reader.listTrials(sweepId)[0]?.result).toEqual(result);
  reader.close();
  // A second one does not overwrite the first.
  expect(store.rescue()).toBe(`${directory}-rescued-2`);
});

test.each([
  ['to nothing', () => 0],
  ['in the middle', (bytes: number) => Math.floor(bytes / 2)],
])('the log is cut off %s: the next heartbeat says so, also after another write', (_, lengthOf) => {
  truncateSync(file('-wal'), lengthOf(statSync(file('-wal')).size));
  expect(() => store.heartbeat(sweepId)).toThrow(gone(/part of its log/));
  try {
    store.startAttempt(3, attempt);
  } catch {
    // SQLite may notice on its own.
  }
  expect(() => store.heartbeat(sweepId)).toThrow(gone(/part of its log/));
});

test('what SQLite itself does to the log is no loss', () => {
  const other = openSqlite(file());
  for (const mode of ['PASSIVE', 'RESTART', 'TRUNCATE']) {
    expect(other.pragma(`wal_checkpoint(${mode})`)).toMatchObject([{ busy: 0 }]);
    store.heartbeat(sweepId);
    other.exec(`UPDATE sweep SET source = '${mode}'`);
    store.heartbeat(sweepId);
  }
  other.close();
  store.closeSweep(sweepId, 'paused');
  expect(existsSync(`${directory}-rescued`)).toBe(false);
});
