import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SweepRecord, TrialResult } from '../records/records.ts';
import { heartbeatTimeoutMs } from './liveness.ts';
import { openMemoryStore, openSqliteStore, type StoreOptions } from './open-store.ts';
import { openWithTrials, type SweepWithTrials } from './open-with-trials.ts';
import type { ProcessHome } from './process-home.ts';
import type { AttemptOutcome, OpenSweepOptions, Store } from './store.ts';
import { newSweep } from './testing/sample-sweep.ts';

const options: OpenSweepOptions = { isFresh: false, workers: 2, processId: 100 };
const attempt = { worker: 0, environment: { node: 'v20' } };
const result: TrialResult = { bestEpoch: 2, objective: 0.9, seconds: 12.5, divergedAt: null, metrics: {} };

/** Tests of every store that processes share; `open` makes an empty one. */
function describeHolds(name: string, open: (options: StoreOptions) => Store): void {
  describe(name, () => {
    let store: Store;
    let now: number;
    let uptimeMs: number;
    let home: ProcessHome;
    let alive: Set<number>;

    beforeEach(() => {
      now = 1_000_000;
      uptimeMs = 5000;
      home = { boot: 'boot', pidNamespace: 'namespace' };
      alive = new Set([100]);
      const here: ProcessHome = {
        get boot() {
          return home.boot;
        },
        get pidNamespace() {
          return home.pidNamespace;
        },
      };
      store = open({ clock: () => now, uptime: () => uptimeMs, home: here, isProcessAlive: (id) => alive.has(id) });
    });
    afterEach(() => store.close());

    const pass = (milliseconds: number): void => {
      now += milliseconds;
      uptimeMs += milliseconds;
    };
    const openSweep = (sweep: Partial<SweepWithTrials> = {}, changed: Partial<OpenSweepOptions> = {}) =>
      openWithTrials(store, newSweep(sweep), { ...options, ...changed });
    const trialAt = (sweepId: number, position: number) => {
      const trial = store.listTrials(sweepId)[position];
      if (trial === undefined) throw new Error(`no trial at ${position}`);
      return trial;
    };
    const openTwo = (): readonly [SweepRecord, SweepRecord] => {
      alive.add(200);
      const first = openSweep();
      return [first, openSweep({ specHash: 'other', trials: newSweep().trials.slice(0, 2) }, { processId: 200 })];
    };

    test('two living sweeps share a trial that is still to be trained, and only one of them may take it', () => {
      const [first, second] = openTwo();
      const trial = trialAt(first.id, 0);
      expect(trialAt(second.id, 0).id).toBe(trial.id);
      const { id } = store.startAttempt(trial.id, { ...attempt, sweepId: first.id });
      const refused = expect.objectContaining({ code: 'trial-not-waiting' });
      expect(() => store.startAttempt(trial.id, { ...attempt, sweepId: second.id })).toThrow(refused);
      // Opening a sweep again does not take what another one is at.
      openSweep({ specHash: 'other', trials: newSweep().trials.slice(0, 2) }, { processId: 200 });
      expect(trialAt(second.id, 0).status).toBe('running');
      store.endAttempt(id, { status: 'finished', result });
      expect(() => store.startAttempt(trial.id, { ...attempt, sweepId: second.id })).toThrow(refused);
      expect(store.listAttempts(trial.id)).toHaveLength(1);
      expect(trialAt(first.id, 0)).toMatchObject({ status: 'finished', isReused: false });
      expect(trialAt(second.id, 0)).toMatchObject({ status: 'finished', isReused: true });
    });

    test('a trial whose sweep has died meanwhile is free for the other one', () => {
      const [first, second] = openTwo();
      const trial = trialAt(first.id, 0);
      const { id } = store.startAttempt(trial.id, { ...attempt, sweepId: first.id });
      alive.delete(100);
      const mine = store.startAttempt(trial.id, { ...attempt, sweepId: second.id });
      expect(store.listAttempts(trial.id)).toMatchObject([{ status: 'interrupted' }, { status: 'running' }]);
      // The first was only silent, and hears that it has lost.
      const lost = expect.objectContaining({ code: 'sweep-taken-over' });
      expect(() => store.appendEpoch(id, 1, { 'train.loss': 1 })).toThrow(lost);
      expect(() => store.endAttempt(id, { status: 'finished', result })).toThrow(lost);
      store.endAttempt(mine.id, { status: 'finished', result });
      // Each late message was refused and counted.
      expect(store.listAttempts(trial.id).map(({ refusedWrites }) => refusedWrites)).toEqual([2, 0]);
    });

    test.each([
      ['back', -3_600_000],
      ['forward', 3_600_000],
    ])('how long an attempt took does not change when the clock is set %s meanwhile', (_, jumpMs) => {
      const sweep = openSweep();
      const endAfter = (milliseconds: number, position: number, outcome?: AttemptOutcome): number => {
        const trial = trialAt(sweep.id, position);
        const { id, seconds } = store.startAttempt(trial.id, attempt);
        expect(seconds).toBeNull();
        now += jumpMs;
        pass(milliseconds);
        if (outcome !== undefined) store.endAttempt(id, outcome);
        return trial.id;
      };
      const error = { code: 'worker-died', message: 'gone' };
      const ids = [
        endAfter(1500, 0, { status: 'failed', error }),
        endAfter(2500, 1, { status: 'stopped' }),
        // The duration of a trial is that of its attempt.
        endAfter(20_000, 2, { status: 'finished', result }),
        endAfter(3500, 3),
      ];
      store.closeSweep(sweep.id, 'failed');
      expect(ids.map((id) => store.listAttempts(id).map(({ status, seconds }) => [status, seconds]))).toEqual([
        [['failed', 1.5]],
        [['stopped', 2.5]],
        [['finished', 12.5]],
        [['interrupted', 3.5]],
      ]);
    });

    test('how long the attempt of a killed process took is not known', () => {
      const sweep = openSweep();
      store.startAttempt(trialAt(sweep.id, 0).id, attempt);
      alive.delete(100);
      pass(60_000);
      openSweep({}, { processId: 200 });
      expect(store.listAttempts(trialAt(sweep.id, 0).id)).toMatchObject([{ status: 'interrupted', seconds: null }]);
    });

    /** Takes the sweep up, starts a trial of it, and is killed when so many epochs are through. */
    const runAndBeKilled = (position: number, epochs: number): void => {
      const sweep = openSweep();
      const { id } = store.startAttempt(trialAt(sweep.id, position).id, attempt);
      for (let epoch = 1; epoch <= epochs; epoch++) store.appendEpoch(id, epoch, { 'train.loss': 1 });
    };

    test.each([0, 1])('a trial is given up when the run was killed with it three times after %i epochs', (epochs) => {
      runAndBeKilled(0, epochs);
      runAndBeKilled(0, epochs);
      const sweep = openSweep();
      const { id } = trialAt(sweep.id, 0);
      expect(store.getKills(id)).toEqual({ count: 2, epoch: epochs + 1 });
      expect(store.getTrial(id)?.status).toBe('pending');
      runAndBeKilled(0, epochs);
      openSweep();
      const error = {
        code: 'trial-kills-run',
        message: expect.stringContaining(`3 times in a row in epoch ${epochs + 1}`),
        hint: expect.stringContaining('--retry-killed'),
      };
      expect(store.getTrial(id)).toMatchObject({ status: 'failed', error });
      expect(store.listAttempts(id)[0]).toMatchObject({ status: 'interrupted', error: { code: 'run-killed' } });
      // Neither does the next run try it again, nor another sweep that has it.
      openSweep();
      openSweep({ specHash: 'other', trials: newSweep().trials.slice(0, 2) });
      expect(store.getTrial(id)?.status).toBe('failed');
      openSweep({}, { retriesGivenUp: true });
      expect(store.getTrial(id)?.status).toBe('pending');
    });

    test('a run that is stopped, or killed at other places, loses no trial', () => {
      for (const epochs of [0, 1, 0, 2, 0, 0]) runAndBeKilled(0, epochs);
      const sweep = openSweep();
      const { id } = trialAt(sweep.id, 0);
      store.endAttempt(store.startAttempt(id, attempt).id, { status: 'stopped' });
      expect(store.getKills(id).count).toBe(0);
      for (let run = 0; run < 4; run++) {
        store.closeSweep(openSweep().id, 'paused');
        openSweep();
        // The run broke off and could still say so, as with a store that is locked.
        store.startAttempt(id, attempt);
        store.closeSweep(sweep.id, 'paused');
      }
      openSweep();
      expect(store.getTrial(id)?.status).toBe('pending');
    });

    test('a sweep of another live process is refused', () => {
      const sweep = openSweep();
      expect(() => openSweep({}, { processId: 200 })).toThrow(
        expect.objectContaining({
          code: 'sweep-is-running',
          message: expect.stringContaining('Process 100 is already running'),
        }),
      );
      expect(() => openSweep({}, { processId: 200, isFresh: true })).toThrow(
        expect.objectContaining({ code: 'sweep-is-running' }),
      );
      expect(store.listTrials(sweep.id)).toHaveLength(4);
    });

    test('a sweep whose process is gone is interrupted; the next run takes it up', () => {
      const sweep = openSweep();
      const trial = trialAt(sweep.id, 0);
      store.startAttempt(trial.id, attempt);
      const revision = store.readRevisions().get(sweep.id);
      alive.delete(100);
      expect(store.getSweep(sweep.id)).toMatchObject({ status: 'interrupted', counts: { pending: 4, running: 0 } });
      expect(store.getTrial(trial.id)?.status).toBe('pending');
      expect(store.listAttempts(trial.id)).toMatchObject([{ status: 'interrupted' }]);
      expect(store.readRevisions().get(sweep.id)).toBeGreaterThan(revision ?? Infinity);
      expect(store.getSweep(sweep.id)?.revision).toSatisfy(Number.isInteger);
      expect(openSweep({}, { processId: 200 }).id).toBe(sweep.id);
      expect(store.listAttempts(trial.id)).toMatchObject([{ status: 'interrupted', finishedAt: now }]);
      expect(trialAt(sweep.id, 0)).toMatchObject({ status: 'pending', attempts: 1 });
    });

    test('a silent process loses its sweep, a speaking one keeps it', () => {
      const sweep = openSweep();
      pass(heartbeatTimeoutMs);
      expect(store.getSweep(sweep.id)?.status).toBe('running');
      store.heartbeat(sweep.id);
      pass(heartbeatTimeoutMs);
      expect(store.getSweep(sweep.id)?.status).toBe('running');
      pass(1);
      expect(store.getSweep(sweep.id)?.status).toBe('interrupted');
    });

    test.each([
      ['back', -3_600_000],
      ['forward', 3_600_000],
    ])('a clock that is set %s neither ends a sweep nor keeps a dead one', (_, jumpMs) => {
      const sweep = openSweep();
      now += jumpMs;
      expect(store.getSweep(sweep.id)?.status).toBe('running');
      store.heartbeat(sweep.id);
      now -= jumpMs;
      pass(heartbeatTimeoutMs + 1);
      expect(store.getSweep(sweep.id)?.status).toBe('interrupted');
    });

    test('a word from before a restart, or from the future of another machine, counts for nothing', () => {
      const sweep = openSweep();
      uptimeMs = 0;
      home = { boot: 'next boot', pidNamespace: 'namespace' };
      expect(store.getSweep(sweep.id)?.status).toBe('running');
      now -= heartbeatTimeoutMs + 1;
      expect(store.getSweep(sweep.id)?.status).toBe('interrupted');
      now += 2 * (heartbeatTimeoutMs + 1);
      expect(store.getSweep(sweep.id)?.status).toBe('interrupted');
    });

    test('a process id of another namespace says nothing: the heartbeat decides', () => {
      const sweep = openSweep();
      home = { boot: 'boot', pidNamespace: 'container' };
      alive.clear();
      expect(store.getSweep(sweep.id)?.status).toBe('running');
      // The same number there is another process, whether it lives or not.
      expect(() => openSweep()).toThrow(expect.objectContaining({ code: 'sweep-is-running' }));
      alive.add(100);
      expect(() => openSweep()).toThrow(expect.objectContaining({ code: 'sweep-is-running' }));
      pass(heartbeatTimeoutMs + 1);
      expect(store.getSweep(sweep.id)?.status).toBe('interrupted');
      expect(openSweep().id).toBe(sweep.id);
    });
  });
}

describeHolds('in-memory store', openMemoryStore);

describe('files', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'sweepdeck-holds-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));
  describeHolds('SQLite store', (storeOptions) => openSqliteStore(directory, storeOptions));
});
