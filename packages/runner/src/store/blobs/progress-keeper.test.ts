import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openMemoryStore } from '../open-store.ts';
import { openWithTrials } from '../open-with-trials.ts';
import type { Store } from '../store.ts';
import { newSweep } from '../testing/sample-sweep.ts';
import { openBlobFolder } from './blob-folder.ts';
import { createProgressKeeper } from './progress-keeper.ts';

let directory: string;
let store: Store;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'sweepdeck-progress-'));
  store = openMemoryStore();
});
afterEach(() => {
  store.close();
  rmSync(directory, { recursive: true });
});

const place = (step: number): { epoch: number; step: number; seconds: number } => ({ epoch: 0, step, seconds: step });

test.each(['before', 'after'])(
  'a checkpoint that is kept while another worker deletes old ones is not deleted, if the store is slow %s its answer',
  async (when) => {
    const sweep = openWithTrials(store, newSweep(), { isFresh: false, workers: 2, processId: process.pid });
    const [first = 0, second = 0] = store.listTrials(sweep.id).map(({ id }) => id);
    const attemptOf = (trialId: number): number => store.startAttempt(trialId, { worker: 0, environment: {} }).id;
    /** The next action of the store waits for this, as for another program's lock. */
    let lock: Promise<void> | undefined;
    const keeper = createProgressKeeper(store, openBlobFolder(directory), async (action) => {
      const locked = lock;
      lock = undefined;
      if (when === 'before') await locked;
      const value = action();
      if (when === 'after') await locked;
      return value;
    });
    await keeper.keep(attemptOf(first), Uint8Array.of(1), place(1));
    let unlock = (): void => undefined;
    lock = new Promise((resolve) => (unlock = resolve));
    const keep = (): Promise<unknown> => keeper.keep(attemptOf(second), Uint8Array.of(2), place(2));
    // The first of the two is held up, and the other passes it.
    const [held, passing] = when === 'before' ? [keep, () => keeper.collect()] : [() => keeper.collect(), keep];
    const done = held();
    await expect.poll(() => lock === undefined).toBe(true);
    await passing();
    unlock();
    await done;
    expect(keeper.find(second)).toMatchObject({ checkpoint: { record: { step: 2 } }, damaged: [] });
  },
);
