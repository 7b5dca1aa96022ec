import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ChosenEngine } from '../records/chosen-engine.ts';
import type { PlannedTrial, TrialResult } from '../records/records.ts';
import type { TrialArtifacts } from '../records/trial-artifacts.ts';
import { openMemoryStore, openSqliteStore, type StoreOptions } from './open-store.ts';
import { openWithTrials, type SweepWithTrials } from './open-with-trials.ts';
import type { OpenSweepOptions, Store } from './store.ts';
import { newSweep, plannedTrial } from './testing/sample-sweep.ts';

const options: OpenSweepOptions = { isFresh: false, workers: 2, processId: 100 };
const attempt = { worker: 0, environment: { node: 'v20' } };
const result: TrialResult = {
  bestEpoch: 2,
  objective: 0.9,
  seconds: 12.5,
  divergedAt: null,
  metrics: { 'test.accuracy': 0.89 },
};

const artifacts = {
  model: { parameterCount: 7850, multiplyAdds: 7840 },
  confusion: [
    [3, 1],
    [0, 4],
  ],
  reliability: [
    { count: 0, meanConfidence: Number.NaN, accuracy: Number.NaN },
    { count: 8, meanConfidence: 0.8, accuracy: 0.875 },
  ],
  mistakes: [{ index: 17, label: 0, predicted: 1, confidence: 0.75 }],
} satisfies TrialArtifacts;

/** Tests of every store; `open` makes an empty one. */
function describeStore(name: string, open: (options: StoreOptions) => Store): void {
  describe(name, () => {
    let store: Store;
    let now: number;

    beforeEach(() => {
      now = 1_000_000;
      store = open({ clock: () => now, isProcessAlive: (id) => id === 100 });
    });
    afterEach(() => store.close());

    const openSweep = (sweep: Partial<SweepWithTrials> = {}, changed: Partial<OpenSweepOptions> = {}) =>
      openWithTrials(store, newSweep(sweep), { ...options, ...changed });
    const trialAt = (sweepId: number, position: number) => {
      const trial = store.listTrials(sweepId)[position];
      if (trial === undefined) throw new Error(`no trial at ${position}`);
      return trial;
    };
    const finish = (sweepId: number, position: number, changed: Partial<TrialResult> = {}) => {
      const trial = trialAt(sweepId, position);
      const { id } = store.startAttempt(trial.id, attempt);
      store.endAttempt(id, {
        status: 'finished',
        result: { ...result, ...changed },
        artifacts,
      });
      return trial.id;
    };

    test('an empty store has nothing', () => {
      expect(store.listSweeps()).toEqual([]);
      expect(store.getSweep(1)).toBeUndefined();
      expect(store.getTrial(1)).toBeUndefined();
      expect(store.listTrials(1)).toEqual([]);
      expect(store.listMetrics([1])).toEqual([]);
      expect(store.getArtifacts(1)).toEqual({});
      expect(store.readRevisions()).toEqual(new Map());
    });

    test('a new sweep comes back as it was given', () => {
      const sweep = openSweep();
      const expected = newSweep();
      expect(sweep).toMatchObject({
        id: 1,
        name: expected.name,
        specHash: expected.specHash,
        spec: expected.spec,
        source: expected.source,
        objective: expected.objective,
        axes: expected.axes,
        repeats: 2,
        engine: 'wasm',
        status: 'running',
        workers: 2,
        createdAt: 1_000_000,
      });
      expect(store.getSweep(1)).toMatchObject({ ...sweep, bestObjective: null, counts: { pending: 4, finished: 0 } });
      const trials = store.listTrials(1);
      expect(trials.map(({ position }) => position)).toEqual([0, 1, 2, 3]);
      expect(trials[1]).toMatchObject({
        ...expected.trials[1],
        status: 'pending',
        attempts: 0,
        isReused: false,
        result: null,
      });
    });

    test('axes of ranges come back as they were given', () => {
      const axes: SweepWithTrials['axes'] = [
        { path: 'loss', values: ['mse', 'hinge'] },
        { path: 'learning_rate', from: 0.0001, to: 0.1, scale: 'log' },
        { path: 'training.batch_size', from: 16, to: 256, scale: 'linear', step: 16 },
      ];
      expect(openSweep({ axes }).axes).toEqual(axes);
      expect(store.listSweeps()[0]?.axes).toEqual(axes);
    });

    test('why a sweep runs on its engine stays as it was first told, and may be told late', () => {
      const told: ChosenEngine = {
        device: 'a device',
        numericsVersion: 'fake-1',
        isAutomatic: true,
        findings: [
          { name: 'wasm', verdict: 'works', timing: { millisecondsPerStep: 9.8, workers: 2 }, reason: null },
          { name: 'webgpu', verdict: 'off', timing: null, reason: 'no adapter' },
        ],
        models: { timed: 1, total: 1 },
      };
      const first = openSweep();
      expect(first.chosenEngine).toBeNull();
      expect(openSweep({ chosenEngine: told })).toMatchObject({ id: first.id, chosenEngine: told });
      expect(openSweep({ chosenEngine: { ...told, findings: [] } }).chosenEngine).toEqual(told);
      expect(store.getSweep(first.id)?.chosenEngine).toEqual(told);
      const named: ChosenEngine = { ...told, isAutomatic: false, findings: [], models: null };
      expect(openSweep({ chosenEngine: named }, { isFresh: true }).chosenEngine).toEqual(named);
      expect(store.listSweeps().map(({ chosenEngine }) => chosenEngine)).toEqual([named, told]);
    });

    test('an attempt that finishes leaves result, metrics, artifacts and counts', () => {
      const sweep = openSweep();
      const trial = trialAt(sweep.id, 2);
      const started = store.startAttempt(trial.id, attempt);
      expect(store.getTrial(trial.id)).toMatchObject({ status: 'running', startedAt: now, attempts: 1 });
      expect(started).toMatchObject({ trialId: trial.id, status: 'running', worker: 0, environment: { node: 'v20' } });
      store.appendEpoch(started.id, 1, { 'validation.accuracy': 0.8, 'train.loss': 1.5 });
      store.appendEpoch(started.id, 2, { 'validation.accuracy': 0.9, 'train.loss': 0.5 });
      now += 5000;
      store.endAttempt(started.id, {
        status: 'finished',
        result,
        artifacts,
      });
      expect(store.getTrial(trial.id)).toMatchObject({ status: 'finished', result, finishedAt: now, error: null });
      expect(store.listAttempts(trial.id)).toMatchObject([{ id: started.id, status: 'finished', finishedAt: now }]);
      expect(store.getArtifacts(trial.id)).toEqual(artifacts);
      expect(store.listMetrics([trial.id])).toEqual([
        { trialId: trial.id, epoch: 1, name: 'train.loss', value: 1.5 },
        { trialId: trial.id, epoch: 2, name: 'train.loss', value: 0.5 },
        { trialId: trial.id, epoch: 1, name: 'validation.accuracy', value: 0.8 },
        { trialId: trial.id, epoch: 2, name: 'validation.accuracy', value: 0.9 },
      ]);
      expect(store.listMetrics([trial.id], ['train.loss'])).toHaveLength(2);
      expect(store.getSweep(sweep.id)).toMatchObject({ counts: { pending: 3, finished: 1 }, bestObjective: 0.9 });
    });

    test('NaN and infinities come back as themselves', () => {
      const sweep = openSweep();
      const trial = trialAt(sweep.id, 0);
      const { id } = store.startAttempt(trial.id, { worker: 0, environment: { odd: [Number.NaN, -Infinity] } });
      store.appendEpoch(id, 1, { 'train.loss': Number.NaN, 'train.nll': Infinity, 'train.brier': -Infinity });
      const diverged: TrialResult = {
        bestEpoch: null,
        objective: Number.NaN,
        seconds: 1,
        divergedAt: { epoch: 1, step: 7, quantity: 'loss', value: 'nan' },
        metrics: { 'test.nll': Infinity },
      };
      store.endAttempt(id, { status: 'diverged', result: diverged, artifacts: { model: artifacts.model } });
      expect(store.listMetrics([trial.id]).map(({ value }) => value)).toEqual([-Infinity, Number.NaN, Infinity]);
      expect(store.getTrial(trial.id)).toMatchObject({ status: 'diverged', result: diverged });
      expect(store.listAttempts(trial.id)[0]?.environment).toEqual({ odd: [Number.NaN, -Infinity] });
      expect(store.getArtifacts(trial.id)).toEqual({ model: artifacts.model });
      expect(store.getSweep(sweep.id)?.bestObjective).toBeNull();
    });

    test('the best objective is the mean of the best cell, not the luckiest trial, and follows the goal', () => {
      const losses = openSweep({ objective: { name: 'validation.loss', goal: 'minimize' } });
      // The first two trials are one cell, the others another.
      finish(losses.id, 0, { objective: 0.4 });
      expect(store.getSweep(losses.id)?.bestObjective).toBe(0.4);
      finish(losses.id, 1, { objective: 0.1 });
      expect(store.getSweep(losses.id)?.bestObjective).toBe(0.25);
      finish(losses.id, 2, { objective: 0.2 });
      finish(losses.id, 3, { objective: 0.2 });
      expect(store.getSweep(losses.id)?.bestObjective).toBe(0.2);
      expect(store.listSweeps()[0]?.bestObjective).toBe(0.2);
    });

    test('a diverged trial counts as the worst value in the best objective, or is left out', () => {
      const endAs = (sweepId: number): void => {
        finish(sweepId, 0, { objective: 0.9 });
        const { id } = store.startAttempt(trialAt(sweepId, 1).id, { worker: 0, environment: {} });
        const lost: TrialResult = { bestEpoch: null, objective: Number.NaN, seconds: 1, divergedAt: null, metrics: {} };
        store.endAttempt(id, { status: 'diverged', result: lost });
      };
      const worst = openSweep();
      endAs(worst.id);
      expect(store.getSweep(worst.id)?.bestObjective).toBe(0.45);
      const trials = ['hinge', 'mse'].flatMap((loss) => [plannedTrial(loss, 8), plannedTrial(loss, 9)]);
      const leftOut = openSweep({ specHash: 'leave-out', spec: { diverged: 'leave-out' }, trials });
      endAs(leftOut.id);
      expect(store.getSweep(leftOut.id)?.bestObjective).toBe(0.9);
    });

    test('a failed attempt leaves its error, and the next run tries again', () => {
      const sweep = openSweep();
      const trial = trialAt(sweep.id, 0);
      const error = { code: 'worker-crashed', message: 'gone' };
      store.endAttempt(store.startAttempt(trial.id, attempt).id, { status: 'failed', error });
      expect(store.getTrial(trial.id)).toMatchObject({ status: 'failed', error });
      store.closeSweep(sweep.id, 'failed');
      expect(store.getSweep(sweep.id)?.status).toBe('failed');
      openSweep();
      expect(store.getTrial(trial.id)).toMatchObject({ status: 'pending', error: null, attempts: 1 });
      expect(store.listAttempts(trial.id)).toMatchObject([{ status: 'failed', error }]);
    });

    test('what an attempt prints is kept with it, the latest state of it, however the attempt ends', () => {
      const sweep = openSweep();
      const trial = trialAt(sweep.id, 0);
      const output = { head: 'a\0\u001b[31m', tail: 'z', omittedBytes: 7, bytes: 20, lines: 3 };
      const first = store.startAttempt(trial.id, attempt);
      const before = store.readRevisions().get(sweep.id) ?? 0;
      store.keepOutput(first.id, { head: 'a', tail: '', omittedBytes: 0, bytes: 1, lines: 1 });
      expect(store.listOutputs(trial.id)).toMatchObject([{ head: 'a', tail: '' }]);
      store.keepOutput(first.id, output);
      expect(store.readRevisions().get(sweep.id)).toBeGreaterThan(before);
      store.endAttempt(first.id, { status: 'failed', error: { code: 'worker-died', message: 'gone' } });
      store.closeSweep(sweep.id, 'failed');
      openSweep();
      const second = store.startAttempt(trial.id, attempt);
      store.endAttempt(second.id, { status: 'stopped' });
      const third = store.startAttempt(trial.id, attempt);
      store.keepOutput(third.id, { ...output, head: 'b' });
      store.endAttempt(third.id, { status: 'stopped' });
      expect(store.listOutputs(trial.id)).toEqual([
        { attemptId: first.id, ...output },
        { attemptId: third.id, ...output, head: 'b' },
      ]);
      const size = { bytes: 20, lines: 3 };
      expect(store.listAttempts(trial.id).map(({ printed }) => printed)).toEqual([size, null, size]);
      expect(() => store.keepOutput(third.id, output)).toThrow('is not running');
    });

    test('a stopped attempt leaves its trial waiting', () => {
      const sweep = openSweep();
      const trial = trialAt(sweep.id, 0);
      store.endAttempt(store.startAttempt(trial.id, attempt).id, { status: 'stopped' });
      expect(store.getTrial(trial.id)?.status).toBe('pending');
      expect(store.listAttempts(trial.id)).toMatchObject([{ status: 'stopped' }]);
    });

    test('metrics are those of the latest attempt', () => {
      const sweep = openSweep();
      const trial = trialAt(sweep.id, 0);
      const first = store.startAttempt(trial.id, attempt);
      store.appendEpoch(first.id, 1, { 'train.loss': 1 });
      store.endAttempt(first.id, { status: 'stopped' });
      const second = store.startAttempt(trial.id, attempt);
      store.appendEpoch(second.id, 1, { 'train.loss': 2 });
      expect(store.listMetrics([trial.id])).toEqual([{ trialId: trial.id, epoch: 1, name: 'train.loss', value: 2 }]);
    });

    test('the same spec continues the same sweep and keeps what is finished', () => {
      const sweep = openSweep();
      const trialId = finish(sweep.id, 1);
      store.closeSweep(sweep.id, 'paused');
      expect(store.getSweep(sweep.id)?.status).toBe('paused');
      const before = store.getTrial(trialId);
      now += 60_000;
      expect(openSweep().id).toBe(sweep.id);
      expect(store.listSweeps()).toHaveLength(1);
      expect(store.getTrial(trialId)).toEqual(before);
      expect(store.getTrial(trialId)?.isReused).toBe(false);
      expect(() => store.startAttempt(trialId, attempt)).toThrow('not waiting');
    });

    test('another sweep reuses what is finished and shares what is not', () => {
      const first = openSweep();
      const trialId = finish(first.id, 0);
      store.closeSweep(first.id, 'paused');
      const second = openSweep({ specHash: 'other', name: 'other', trials: newSweep().trials.slice(0, 2) });
      expect(second.id).not.toBe(first.id);
      expect(store.listTrials(second.id)).toMatchObject([
        { id: trialId, sweepId: second.id, status: 'finished', isReused: true },
        { id: trialAt(first.id, 1).id, status: 'pending', isReused: false },
      ]);
      expect(store.getTrial(trialId)).toMatchObject({ sweepId: first.id, isReused: false });
      expect(store.getTrial(trialId, second.id)).toMatchObject({ sweepId: second.id, isReused: true });
      expect(store.getTrial(trialId, 99)).toBeUndefined();
      finish(second.id, 1);
      store.closeSweep(second.id, 'finished');
      openSweep();
      expect(trialAt(first.id, 1)).toMatchObject({ status: 'finished', isReused: true });
    });

    test('a fresh run trains anew and leaves earlier rows as they are', () => {
      const first = openSweep();
      const trialId = finish(first.id, 0);
      store.closeSweep(first.id, 'finished');
      const before = store.getTrial(trialId);
      const fresh = openSweep({}, { isFresh: true });
      expect(fresh.id).not.toBe(first.id);
      expect(store.listTrials(fresh.id).every(({ status }) => status === 'pending')).toBe(true);
      expect(store.getTrial(trialId)).toEqual(before);
      const newId = finish(fresh.id, 0, { objective: 0.95 });
      store.closeSweep(fresh.id, 'paused');
      expect(openSweep().id).toBe(fresh.id);
      expect(trialAt(fresh.id, 0)).toMatchObject({ id: newId, status: 'finished', isReused: false });
    });

    test('changed keys (another dataset, other numerics) make a sweep of their own', () => {
      const first = openSweep();
      finish(first.id, 0);
      store.closeSweep(first.id, 'finished');
      const changed: PlannedTrial[] = newSweep().trials.map((trial) => ({ ...trial, key: `${trial.key}/changed` }));
      const second = openSweep({ trials: changed });
      expect(second.id).not.toBe(first.id);
      expect(trialAt(first.id, 0).status).toBe('finished');
    });

    test('a finished trial refuses a second result', () => {
      const sweep = openSweep();
      const trial = trialAt(sweep.id, 0);
      const { id } = store.startAttempt(trial.id, attempt);
      store.endAttempt(id, { status: 'finished', result });
      expect(() => store.endAttempt(id, { status: 'finished', result, artifacts })).toThrow('not running');
      expect(store.getArtifacts(trial.id)).toEqual({});
      expect(() => store.appendEpoch(id, 3, { 'train.loss': 1 })).toThrow('not running');
    });

    test('every write grows the revision of each sweep it concerns', () => {
      const first = openSweep();
      store.closeSweep(first.id, 'paused');
      const second = openSweep({ specHash: 'other' });
      const seen = [store.readRevisions()];
      const expectGrowth = (write: () => void) => {
        write();
        const revisions = store.readRevisions();
        const last = seen.at(-1);
        for (const id of [first.id, second.id]) expect(revisions.get(id)).toBeGreaterThan(last?.get(id) ?? Infinity);
        seen.push(revisions);
      };
      const trial = trialAt(second.id, 0);
      let id = 0;
      expectGrowth(() => (id = store.startAttempt(trial.id, attempt).id));
      expectGrowth(() => store.appendEpoch(id, 1, { 'train.loss': 1 }));
      expectGrowth(() => store.endAttempt(id, { status: 'finished', result }));
      store.closeSweep(second.id, 'finished');
      expect(store.readRevisions().get(second.id)).toBeGreaterThan(seen.at(-1)?.get(second.id) ?? Infinity);
      expect(store.getSweep(second.id)?.revision).toBe(store.readRevisions().get(second.id));
    });

    test('closing a sweep ends what was still running in it', () => {
      const sweep = openSweep();
      const trial = trialAt(sweep.id, 0);
      store.startAttempt(trial.id, attempt);
      store.closeSweep(sweep.id, 'failed');
      expect(store.getTrial(trial.id)?.status).toBe('pending');
      expect(store.listAttempts(trial.id)).toMatchObject([{ status: 'interrupted' }]);
    });

    test('sweeps are listed newest first', () => {
      const ids = ['a', 'b', 'c'].map((specHash) => openSweep({ specHash, trials: [plannedTrial(specHash, 0)] }).id);
      expect(store.listSweeps().map(({ id }) => id)).toEqual(ids.toReversed());
    });
  });
}

describeStore('in-memory store', openMemoryStore);

describe('files', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'sweepdeck-store-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));
  describeStore('SQLite store', (storeOptions) => openSqliteStore(directory, storeOptions));
});
