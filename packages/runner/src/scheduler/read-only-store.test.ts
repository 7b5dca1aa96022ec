import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openWritableDatabase } from '../store/sqlite/open-database.ts';
import { SqliteStore } from '../store/sqlite/sqlite-store.ts';
import { StoreFiles } from '../store/sqlite/store-files.ts';
import { realSurroundings } from '../store/surroundings.ts';
import { goodRun, playing, rates, startSweep } from '../../test/fixtures/scripted-sweep.ts';
import { BrokenOffError } from './broken-off-error.ts';

test('a store that turns read-only breaks the sweep off, and the next run continues what was stored', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'sweepdeck-read-only-'));
  const database = openWritableDatabase(directory);
  const store = new SqliteStore(database, realSurroundings, new StoreFiles(database));
  try {
    const { outcome } = startSweep(
      store,
      playing(() => ({ events: goodRun })),
      {},
      ({ type }) => {
        // As if the file system had been remounted: every write is refused.
        if (type === 'trial-ended') database.pragma('query_only = ON');
      },
    );
    const error = await outcome.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(BrokenOffError);
    expect(error).toMatchObject({ code: 'store-not-writable', hint: expect.stringContaining('--store') });
    database.pragma('query_only = OFF');
    expect(store.listTrials(1).map(({ status }) => status)).toEqual(['finished', 'pending', 'pending', 'pending']);
    const again = playing(() => ({ events: goodRun }));
    expect(await startSweep(store, again).outcome).toMatchObject({ status: 'finished' });
    expect(again.trained).toEqual(rates.slice(1));
  } finally {
    store.close();
    rmSync(directory, { recursive: true });
  }
});
