import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedDemoStore } from '../../demo-store/index.ts';
import { openSqliteStore, type Store } from '../../store/index.ts';
import { findSweep, findTarget } from './find-target.ts';

let directory: string;
let store: Store;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sweepdeck-target-'));
  store = openSqliteStore(directory);
  seedDemoStore(store);
}, 60_000);
afterAll(() => {
  store.close();
  rmSync(directory, { recursive: true });
});

const refusal = (hint: string) => expect.objectContaining({ code: expect.stringMatching(/-not-found$/u), hint });

test.each([
  ['fo', 'List the sweeps with `runner list`.'],
  ['s99', 'List the sweeps with `runner list`.'],
  ['demo-runing', 'Did you mean demo-running?'],
  ['paused', 'Did you mean demo-paused?'],
  ['losses', 'Did you mean demo-losses-and-optimizers?'],
  ['Demo-Paused', 'Did you mean demo-paused?'],
  ['S3', 'Did you mean s3?'],
  ['3', 'Did you mean s3?'],
])('no sweep %s: %s', (wanted, hint) => {
  expect(() => findSweep(store, wanted)).toThrow(refusal(hint));
  expect(() => findTarget(store, wanted)).toThrow(refusal(hint));
});

test('no trial', () => {
  expect(() => findTarget(store, 't9999')).toThrow(
    refusal('List the trials of a sweep with `runner show SWEEP --all`.'),
  );
});
