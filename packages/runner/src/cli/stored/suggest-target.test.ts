import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedDemoStore } from '../../demo-store/index.ts';
import { synonyms } from '../../spec/synonyms/find-synonym.ts';
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

const refusal = (hint: unknown) => expect.objectContaining({ code: expect.stringMatching(/-not-found$/u), hint });

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

test('each word for a target of another tool leads to a sweep, the newest one as the example', () => {
  const words = Object.keys(synonyms.targets);
  expect(words).toContain('best');
  for (const word of words) {
    expect(() => findSweep(store, word)).toThrow(refusal(expect.stringMatching(/`runner (?:show|list)/u)));
    expect(() => findTarget(store, word)).toThrow(refusal(expect.stringMatching(/`runner (?:show|list)/u)));
  }
  const [newest] = store.listSweeps();
  expect(() => findTarget(store, 'best')).toThrow(
    refusal(
      `Write the name of a sweep to get its best: \`runner show ${newest?.name}\` shows the cell that ranks first, ` +
        `\`runner leaderboard ${newest?.name}\` ranks all cells, and \`runner export ${newest?.name}\` writes the best trained model.`,
    ),
  );
});

test('no trial', () => {
  expect(() => findTarget(store, 't9999')).toThrow(
    refusal('List the trials of a sweep with `runner show SWEEP --all`.'),
  );
});
