import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TrialRecord, TrialResult } from '../records/records.ts';
import { openMemoryStore, openSqliteStore } from './open-store.ts';
import { openWithTrials } from './open-with-trials.ts';
import type { OpenSweepOptions, Store } from './store.ts';
import { newSweep } from './testing/sample-sweep.ts';

const options: OpenSweepOptions = { isFresh: false, workers: 2, processId: process.pid };
const attempt = { worker: 0, environment: { node: 'v20' } };
const result: TrialResult = { bestEpoch: 2, objective: 0.9, seconds: 12.5, divergedAt: null, metrics: {} };

/** How every store gives trials their places in a sweep; `open` makes an empty one. */
function describePlaces(name: string, open: () => Store): void {
  describe(name, () => {
    let store: Store;
    beforeEach(() => {
      store = open();
    });
    afterEach(() => store.close());

    const trialAt = (sweepId: number, position: number): TrialRecord => {
      const trial = store.listTrials(sweepId)[position];
      if (trial === undefined) throw new Error(`no trial at ${position}`);
      return trial;
    };
    const finish = (sweepId: number, position: number): void => {
      const { id } = store.startAttempt(trialAt(sweepId, position).id, attempt);
      store.endAttempt(id, { status: 'finished', result });
    };

    test('a sweep is opened before its trials are known, and more get their places behind them', () => {
      const { trials, ...identity } = newSweep();
      const firstTrials = trials.slice(0, 1);
      const openFirst = (): number => store.openSweep({ ...identity, firstTrials }, options).id;
      const id = openFirst();
      expect(store.getSweep(id)).toMatchObject({ status: 'running', counts: { pending: 0 }, bestObjective: null });
      const first = store.placeTrials(id, firstTrials);
      finish(id, 0);
      const before = store.readRevisions().get(id) ?? 0;
      const [again, ...more] = store.placeTrials(id, trials.slice(0, 3));
      expect(again).toBe(first[0]);
      expect(store.listTrials(id).map((trial) => trial.id)).toEqual([...first, ...more]);
      expect(store.readRevisions().get(id)).toBeGreaterThan(before);
      const placed = store.readRevisions();
      expect(store.placeTrials(id, trials.slice(1, 3))).toEqual(more);
      expect(store.readRevisions()).toEqual(placed);

      store.closeSweep(id, 'paused');
      expect(openFirst()).toBe(id);
      expect(store.listTrials(id).map(({ status }) => status)).toEqual(['finished', 'pending', 'pending']);
      const [last] = store.placeTrials(id, trials.slice(3));
      expect(store.listTrials(id).at(-1)).toMatchObject({ id: last, position: 3, key: trials[3]?.key });
    });

    test('a sweep that was killed before its trials had places is continued', () => {
      const { trials, ...identity } = newSweep();
      const { id } = store.openSweep({ ...identity, firstTrials: trials }, options);
      store.closeSweep(id, 'paused');
      expect(openWithTrials(store, newSweep(), options).id).toBe(id);
      expect(store.listTrials(id)).toHaveLength(4);
    });

    test('other first trials make a sweep of their own, whatever was placed later', () => {
      const { trials, ...identity } = newSweep();
      const { id } = store.openSweep({ ...identity, firstTrials: trials.slice(0, 1) }, options);
      store.placeTrials(id, trials);
      const other = [{ key: 'other', cell: 'other' }];
      store.closeSweep(id, 'paused');
      expect(store.openSweep({ ...identity, firstTrials: other }, options).id).not.toBe(id);
    });

    test('placing more trials leaves alone what runs and what has failed in this run', () => {
      const { trials, ...identity } = newSweep();
      const { id } = store.openSweep({ ...identity, firstTrials: trials.slice(0, 2) }, options);
      store.placeTrials(id, trials.slice(0, 2));
      const running = store.startAttempt(trialAt(id, 0).id, attempt);
      const error = { code: 'worker-crashed', message: 'gone' };
      store.endAttempt(store.startAttempt(trialAt(id, 1).id, attempt).id, { status: 'failed', error });
      store.placeTrials(id, trials);
      expect(store.listTrials(id).map(({ status }) => status)).toEqual(['running', 'failed', 'pending', 'pending']);
      store.endAttempt(running.id, { status: 'finished', result });
      expect(trialAt(id, 0).status).toBe('finished');
    });

    test('only who has opened a sweep gives its trials places', () => {
      const { id } = openWithTrials(store, newSweep(), options);
      store.closeSweep(id, 'paused');
      const error = expect.objectContaining({ code: 'sweep-taken-over' });
      expect(() => store.placeTrials(id, newSweep().trials)).toThrow(error);
    });

    test('a fresh sweep places a trial as a new row once', () => {
      finish(openWithTrials(store, newSweep(), options).id, 0);
      const { trials, ...identity } = newSweep();
      const { id } = store.openSweep({ ...identity, firstTrials: trials }, { ...options, isFresh: true });
      const ids = store.placeTrials(id, trials);
      expect(store.placeTrials(id, trials)).toEqual(ids);
      expect(store.listTrials(id).map(({ status }) => status)).toEqual(['pending', 'pending', 'pending', 'pending']);
    });
  });
}

describePlaces('in-memory store', openMemoryStore);

describe('files', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'sweepdeck-places-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));
  describePlaces('SQLite store', () => openSqliteStore(directory));
});
