import { afterEach, expect, test } from 'vitest';
import { SweepdeckError } from '@sweepdeck/core/errors';
import type { TrainingEvent } from '@sweepdeck/core/training';
import type { SweepEvent } from '../events/sweep-event.ts';
import type { TrialPool } from '../pool/trial-pool.ts';
import { openMemoryStore } from '../store/open-store.ts';
import type { SweepWithTrials } from '../store/open-with-trials.ts';
import type { Store } from '../store/store.ts';
import {
  begun,
  epoch,
  finished,
  goodRun,
  planned,
  playing,
  rates,
  startSweep,
  sweep,
  type Run,
} from '../../test/fixtures/scripted-sweep.ts';
import { BrokenOffError } from './broken-off-error.ts';

let store: Store;
afterEach(() => store.close());

const statuses = (): string[] => store.listTrials(1).map(({ status }) => status);

const start = (
  pool: TrialPool,
  options?: Parameters<typeof startSweep>[2],
  onEvent?: (event: SweepEvent) => void,
): Run => startSweep(store, pool, options, onEvent);

test('trains in grid order, stores epochs and results, and tells the reporters what is stored', async () => {
  store = openMemoryStore();
  const pool = playing(() => ({ events: goodRun }));
  const seen: string[] = [];
  const { outcome, events } = start(pool, {}, (event) => {
    if (event.type === 'trial-ended') seen.push(store.getTrial(event.trial.id)?.status ?? 'missing');
  });
  expect(await outcome).toMatchObject({ status: 'finished', sweep: { counts: { finished: 4 }, bestObjective: 0.9 } });
  expect(pool.trained).toEqual(rates);
  expect(seen).toEqual(['finished', 'finished', 'finished', 'finished']);
  expect(store.listTrials(1)[0]?.result).toEqual({
    bestEpoch: 2,
    objective: 0.9,
    seconds: 0.5,
    divergedAt: null,
    metrics: Object.fromEntries(Object.entries(finished.test).map(([name, value]) => [`test.${name}`, value])),
  });
  const { confusion, reliability, mistakes } = finished;
  const model = { parameterCount: 12, multiplyAdds: 10 };
  expect(store.getArtifacts(1)).toEqual({ model, confusion, reliability, mistakes });
  expect(store.listMetrics([1]).map(({ value }) => value)).toEqual([0.5, 0.9]);
  expect(store.listAttempts(1)).toMatchObject([{ status: 'finished', environment: { node: '20' } }]);
  expect(events.slice(0, 4).map(({ type }) => type)).toEqual([
    'sweep-started',
    'trial-started',
    'trial-event',
    'trial-event',
  ]);
});

test('a trial that diverges or fails does not end the sweep, and only the failed one is tried again', async () => {
  store = openMemoryStore();
  const diverged: TrainingEvent = { type: 'diverged', epoch: 2, step: 7, quantity: 'loss', value: 'nan' };
  const error = { code: 'model-shape', message: 'does not fit', hint: 'resize' };
  const first = start(
    playing((rate) => {
      if (rate === 0.2) return { events: [begun, epoch(1, 0.3), diverged] };
      if (rate === 0.3) return { events: [epoch(1, 0.4)], outcome: { type: 'failed', error } };
      return { events: goodRun };
    }),
  );
  expect(await first.outcome).toMatchObject({ status: 'failed' });
  expect(statuses()).toEqual(['finished', 'diverged', 'failed', 'finished']);
  expect(store.listTrials(1)[1]?.result).toMatchObject({
    bestEpoch: 1,
    objective: Number.NaN,
    divergedAt: { epoch: 2, step: 7, quantity: 'loss', value: 'nan' },
  });
  expect(store.getArtifacts(2)).toEqual({ model: { parameterCount: 12, multiplyAdds: 10 } });
  expect(store.listTrials(1)[2]?.error).toMatchObject(error);

  const again = playing(() => ({ events: goodRun }));
  expect(await start(again).outcome).toMatchObject({ status: 'finished' });
  expect(again.trained).toEqual([0.3]);
});

test('a duration is measured with the monotonic clock', async () => {
  const atRest = [100, 100];
  store = openMemoryStore({ clock: () => (atRest.length > 0 ? (atRest.pop() ?? 0) : -3_600_000) });
  const { outcome } = start(playing(() => ({ events: goodRun })));
  const { seconds } = await outcome;
  expect(seconds).toBeGreaterThan(0);
  expect(store.listTrials(1).map(({ result }) => result?.seconds)).toEqual([0.5, 0.5, 0.5, 0.5]);
});

test('while another program locks the store, training goes on and results wait', async () => {
  const memory = openMemoryStore();
  store = memory;
  let refusals = 3;
  const busy = new SweepdeckError({ code: 'store-busy', message: 'The store is locked.' });
  const locked = new Proxy(memory, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return (...values: unknown[]): unknown => {
        if (name === 'appendEpoch' && refusals-- > 0) throw busy;
        return Reflect.apply(member, target, values);
      };
    },
  });
  const { outcome, events } = start(
    playing(() => ({ events: goodRun })),
    { store: locked },
  );
  expect(await outcome).toMatchObject({ status: 'finished' });
  expect(store.listMetrics([1]).map(({ value }) => value)).toEqual([0.5, 0.9]);
  expect(events.map(({ type }) => type).filter((type) => type.startsWith('store-'))).toEqual([
    'store-locked',
    'store-free',
  ]);
});

test('a hold that is lost breaks the sweep off, and says that it had begun', async () => {
  const lost = new SweepdeckError({ code: 'sweep-taken-over', message: 'Another process has it.' });
  const memory = openMemoryStore();
  store = memory;
  const taken = new Proxy(memory, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return (...values: unknown[]): unknown => {
        if (name === 'endAttempt') throw lost;
        return Reflect.apply(member, target, values);
      };
    },
  });
  const { outcome } = start(
    playing(() => ({ events: goodRun })),
    { store: taken },
  );
  const error = await outcome.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(BrokenOffError);
  expect(error).toMatchObject({ code: 'sweep-taken-over' });
});

test('a trial whose worker was lost, perhaps through no fault of its own, is tried again once, and alone after a lack of memory', async () => {
  store = openMemoryStore();
  const error = { code: 'worker-killed', message: 'killed' };
  const seen = new Set<number>();
  const pool = playing((rate) => {
    const isFirst = !seen.has(rate);
    seen.add(rate);
    const isLost = rate === 0.3 || (rate === 0.2 && isFirst);
    return isLost
      ? { events: [begun, epoch(1, 0.4)], outcome: { type: 'failed', error, isMaybeOfAnother: true } }
      : { events: goodRun };
  });
  const { outcome, events } = start(pool);
  expect(await outcome).toMatchObject({ status: 'failed' });
  expect(pool.trained).toEqual([0.1, 0.2, 0.3, 0.4, 0.2, 0.3]);
  expect(statuses()).toEqual(['finished', 'finished', 'failed', 'finished']);
  expect(store.listAttempts(2)).toMatchObject([{ status: 'failed', error }, { status: 'finished' }]);
  expect(store.listAttempts(3)).toMatchObject([{ status: 'failed' }, { status: 'failed' }]);
  const told = events.filter(({ type }) => type === 'trial-retried' || type === 'trial-failed');
  expect(told).toMatchObject([
    { type: 'trial-retried', isAlone: true, delaySeconds: 0, trial: { position: 1 } },
    { type: 'trial-retried', isAlone: true, delaySeconds: 0, trial: { position: 2 } },
    { type: 'trial-failed', trial: { position: 2 } },
  ]);
});

test('draining lets the running trial end, starts no other and leaves a paused sweep', async () => {
  store = openMemoryStore();
  const run: Run = start(
    playing(() => ({ events: goodRun })),
    {},
    (event) => {
      if (event.type === 'trial-started' && event.trial.position === 1) queueMicrotask(() => run.drain.abort());
    },
  );
  expect(await run.outcome).toMatchObject({ status: 'paused' });
  expect(statuses()).toEqual(['finished', 'finished', 'pending', 'pending']);
  expect(run.events.find(({ type }) => type === 'drain-started')).toMatchObject({ running: 1 });
  expect(store.getSweep(1)?.status).toBe('paused');
});

test('stopping ends the running trials, which are pending again', async () => {
  store = openMemoryStore();
  const run: Run = start(
    playing(() => ({ events: [epoch(1, 0.5)], isEndless: true }), 2),
    {},
    (event) => {
      if (event.type === 'trial-event' && event.trial.position === 1) setImmediate(() => run.stop.abort());
    },
  );
  expect(await run.outcome).toMatchObject({ status: 'paused' });
  expect(statuses()).toEqual(['pending', 'pending', 'pending', 'pending']);
  expect(store.listAttempts(1)).toMatchObject([{ status: 'stopped' }]);
  expect(run.events.filter(({ type }) => type === 'trial-stopped')).toHaveLength(2);
});

test('of two sweeps that run at once, each shared trial is trained by one and counted by both', async () => {
  store = openMemoryStore();
  const other: SweepWithTrials = { ...sweep, name: 'fewer', specHash: 'fewer', trials: planned.slice(0, 3) };
  const pools = [playing(() => ({ events: goodRun })), playing(() => ({ events: goodRun }))] as const;
  const [first, second] = [start(pools[0]), start(pools[1], { sweep: other, processId: process.pid })];
  expect(await first.outcome).toMatchObject({ status: 'finished', sweep: { counts: { finished: 4 } } });
  expect(await second.outcome).toMatchObject({ status: 'finished', sweep: { counts: { finished: 3 } } });
  const trained = [...pools[0].trained, ...pools[1].trained];
  expect(trained.toSorted((a, b) => a - b)).toEqual(rates);
  const ended = [...first.events, ...second.events].filter(({ type }) => type === 'trial-ended');
  const elsewhere = [...first.events, ...second.events].filter(({ type }) => type === 'trial-done-elsewhere');
  expect([ended.length, elsewhere.length]).toEqual([4, 3]);
});

test('a store that can no longer be written stops the sweep with its error', async () => {
  store = openMemoryStore();
  const diskFull = (): never => {
    throw new Error('disk full');
  };
  const full = new Proxy(store, {
    get(target, name) {
      if (name === 'appendEpoch') return diskFull;
      const member: unknown = Reflect.get(target, name);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
  const { outcome } = start(
    playing(() => ({ events: goodRun }), 2),
    { store: full },
  );
  await expect(outcome).rejects.toThrow('disk full');
  expect(statuses()).toEqual(['pending', 'pending', 'pending', 'pending']);
  expect(store.getSweep(1)?.status).toBe('paused');
});

test('what a trial prints is stored before it is told, also of a trial that fails', async () => {
  store = openMemoryStore();
  const error = { code: 'worker-died', message: 'gone' };
  const kept: number[] = [];
  const pool = playing((rate) =>
    rate === 0.2
      ? { events: [begun], outcome: { type: 'failed', error }, prints: 'too late\n' }
      : { events: goodRun, prints: rate === 0.3 ? 'a\nb' : '' },
  );
  const { outcome, events } = start(pool, {}, (event) => {
    if (event.type === 'trial-printed') kept.push(store.listOutputs(event.trial.id).length);
  });
  await outcome;
  expect(kept).toEqual([1, 1]);
  const told = events.filter(({ type }) => type === 'trial-printed' || type === 'trial-failed');
  expect(told).toMatchObject([
    { type: 'trial-printed', trial: { id: 2 }, attemptId: 2 },
    { type: 'trial-failed', trial: { id: 2 } },
    { type: 'trial-printed', trial: { id: 3 } },
  ]);
  expect(store.listOutputs(2)).toMatchObject([{ attemptId: 2, head: 'too late\n', lines: 1 }]);
  expect(store.listOutputs(3)).toMatchObject([{ head: 'a\nb', lines: 2 }]);
  expect(store.listOutputs(1)).toEqual([]);
});
