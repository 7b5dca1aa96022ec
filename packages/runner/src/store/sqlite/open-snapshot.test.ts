import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSqliteStore } from '../open-store.ts';
import { openWithTrials } from '../open-with-trials.ts';
import { newSweep } from '../testing/sample-sweep.ts';
import { databaseName } from './open-database.ts';
import { openSnapshot } from './open-snapshot.ts';

test('a copy holds what is only in the log yet, and leaves no file behind', () => {
  const directory = mkdtempSync(join(tmpdir(), 'sweepdeck-snapshot-'));
  const store = openSqliteStore(join(directory, 'store'));
  openWithTrials(store, newSweep(), { isFresh: false, workers: 1, processId: process.pid });
  const still = join(directory, databaseName);
  for (const suffix of ['', '-wal']) copyFileSync(join(directory, 'store', databaseName) + suffix, still + suffix);
  const before = readdirSync(directory);
  const snapshot = openSnapshot(still);
  expect(snapshot.prepare('SELECT name FROM sweep').pluck().all()).toEqual(['sample']);
  expect(snapshot.prepare('SELECT count(*) FROM trial').pluck().get()).toBe(4);
  expect(readdirSync(directory)).toEqual(before);
  snapshot.close();
  store.close();
  rmSync(directory, { recursive: true });
});

test('what cannot be copied is told', () => {
  expect(() => openSnapshot(tmpdir())).toThrow(
    expect.objectContaining({ code: 'store-unreadable', hint: expect.any(String) }),
  );
});
