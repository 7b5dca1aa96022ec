import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSqliteReader, openSqliteStore } from '../open-store.ts';
import { openWithTrials } from '../open-with-trials.ts';
import { newSweep } from '../testing/sample-sweep.ts';
import { databaseName } from './open-database.ts';
import { openSqlite } from './sqlite-library.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'sweepdeck-damaged-'));
  const store = openSqliteStore(directory);
  openWithTrials(store, newSweep(), { isFresh: false, workers: 1, processId: process.pid });
  store.close();
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

test.each([
  ['trial', 'config', '{"seed":', 'column config of trial 2 cannot be read, because it is not JSON'],
  ['trial', 'config', '{"seed":1}', 'column config of trial 2'],
  ['sweep_trial', 'parameters', '[]', 'column parameters of trial 2'],
  ['trial', 'error', '{"code":1}', 'column error of trial 2'],
])('a %s whose %s is %s is named', (table, column, text, message) => {
  const database = openSqlite(join(directory, databaseName));
  database.pragma('ignore_check_constraints = ON');
  const id = table === 'trial' ? 'id' : 'trial_id';
  database.prepare(`UPDATE ${table} SET ${column} = ? WHERE ${id} = 2`).run(text);
  database.close();
  const reader = openSqliteReader(directory);
  try {
    expect(() => reader.listTrials(1)).toThrow(
      expect.objectContaining({ code: 'store-corrupt', message: expect.stringContaining(message) }),
    );
  } finally {
    reader.close();
  }
});
