import { afterEach, expect, test } from 'vitest';
import type { SweepEvent } from '../events/sweep-event.ts';
import type { TrialPool } from '../pool/trial-pool.ts';
import { openMemoryStore } from '../store/open-store.ts';
import { openWithTrials } from '../store/open-with-trials.ts';
import type { Store } from '../store/store.ts';
import { goodRun, playing, startSweep, sweep, type Run } from '../../test/fixtures/scripted-sweep.ts';

let store: Store;
afterEach(() => store.close());

const start = (
  pool: TrialPool,
  options?: Parameters<typeof startSweep>[2],
  onEvent?: (event: SweepEvent) => void,
): Run => startSweep(store, pool, options, onEvent);

test('trials with which the run was killed twice run last, and each alone', async () => {
  store = openMemoryStore();
  // Each run is killed with the first two trials under way.
  for (let run = 0; run < 2; run++) {
    openWithTrials(store, sweep, { isFresh: false, workers: 2, processId: 1 });
    for (const trialId of [1, 2]) store.startAttempt(trialId, { worker: 0, environment: {} });
  }
  const pool = playing(() => ({ events: goodRun }), 2);
  const running = new Set<number>();
  let most = 0;
  const { events, outcome } = start(pool, { processId: 1 }, (event) => {
    if (event.type === 'trial-started') running.add(event.trial.id);
    if (event.type === 'trial-ended') running.delete(event.trial.id);
    if (running.has(1) || running.has(2)) most = Math.max(most, running.size);
  });
  expect((await outcome).status).toBe('finished');
  expect(pool.trained).toEqual([0.3, 0.4, 0.1, 0.2]);
  expect(most).toBe(1);
  expect(events.filter(({ type }) => type === 'trial-runs-alone')).toMatchObject([
    { trial: { id: 1 }, kills: 2 },
    { trial: { id: 2 }, kills: 2 },
  ]);
});

test('a trial that was given up is told and left alone, and the others are trained', async () => {
  store = openMemoryStore();
  for (let run = 0; run < 3; run++) {
    openWithTrials(store, sweep, { isFresh: false, workers: 1, processId: 1 });
    store.startAttempt(1, { worker: 0, environment: {} });
  }
  const pool = playing(() => ({ events: goodRun }));
  const { events, outcome } = start(pool, { processId: 1 });
  expect((await outcome).status).toBe('failed');
  expect(pool.trained).toEqual([0.2, 0.3, 0.4]);
  expect(events.filter(({ type }) => type === 'trial-given-up')).toMatchObject([
    { trial: { id: 1 }, error: { code: 'trial-kills-run' } },
  ]);
  const again = playing(() => ({ events: goodRun }));
  expect((await start(again, { processId: 1, retriesGivenUp: true }).outcome).status).toBe('finished');
  expect(again.trained).toEqual([0.1]);
});

test('trials that a living sweep takes over from a dead one run alone after two kills', async () => {
  const alive = new Set([101, 200]);
  store = openMemoryStore({ isProcessAlive: (id) => alive.has(id) });
  // The other sweep was killed once with the first two trials under way, and trains them again.
  const other = { ...sweep, specHash: 'other' };
  for (const processId of [100, 101]) {
    const { id: sweepId } = openWithTrials(store, other, { isFresh: false, workers: 2, processId });
    for (const trialId of [1, 2]) store.startAttempt(trialId, { worker: 0, environment: {}, sweepId });
  }
  const pool = playing(() => ({ events: goodRun }), 2);
  const running = new Set<number>();
  let most = 0;
  const { events, outcome } = start(pool, { processId: 200 }, (event) => {
    if (event.type === 'trial-started') running.add(event.trial.id);
    if (event.type === 'trial-ended') running.delete(event.trial.id);
    if (running.has(1) || running.has(2)) most = Math.max(most, running.size);
    // It is killed for the second time while this sweep waits for it.
    if (event.type === 'trial-ended' && event.trial.id === 4) alive.delete(101);
  });
  expect((await outcome).status).toBe('finished');
  expect(pool.trained).toEqual([0.3, 0.4, 0.1, 0.2]);
  expect(most).toBe(1);
  expect(events.filter(({ type }) => type === 'trial-runs-alone')).toMatchObject([
    { trial: { id: 1 }, kills: 2 },
    { trial: { id: 2 }, kills: 2 },
  ]);
});

test('a trial that a living sweep takes over after three kills is given up', async () => {
  const alive = new Set([102, 200]);
  store = openMemoryStore({ isProcessAlive: (id) => alive.has(id) });
  const other = { ...sweep, specHash: 'other' };
  for (const processId of [100, 101, 102]) {
    const { id: sweepId } = openWithTrials(store, other, { isFresh: false, workers: 1, processId });
    store.startAttempt(1, { worker: 0, environment: {}, sweepId });
  }
  const pool = playing(() => ({ events: goodRun }));
  const { events, outcome } = start(pool, { processId: 200 }, (event) => {
    if (event.type === 'trial-ended' && event.trial.id === 4) alive.delete(102);
  });
  expect((await outcome).status).toBe('failed');
  expect(pool.trained).toEqual([0.2, 0.3, 0.4]);
  expect(store.listTrials(1)[0]).toMatchObject({ status: 'failed', error: { code: 'trial-kills-run' } });
  expect(events.filter(({ type }) => type === 'trial-given-up')).toMatchObject([{ trial: { id: 1 } }]);
});

test('a trial that is taken over after one kill runs beside others', async () => {
  const alive = new Set([100, 200]);
  store = openMemoryStore({ isProcessAlive: (id) => alive.has(id) });
  const { id: sweepId } = openWithTrials(
    store,
    { ...sweep, specHash: 'other' },
    { isFresh: false, workers: 2, processId: 100 },
  );
  for (const trialId of [1, 2]) store.startAttempt(trialId, { worker: 0, environment: {}, sweepId });
  const pool = playing(() => ({ events: goodRun }), 2);
  const { events, outcome } = start(pool, { processId: 200 }, (event) => {
    if (event.type === 'trial-ended' && event.trial.id === 4) alive.delete(100);
  });
  expect((await outcome).status).toBe('finished');
  expect(events.filter(({ type }) => type === 'trial-runs-alone')).toEqual([]);
  expect(new Set(pool.trained)).toEqual(new Set([0.1, 0.2, 0.3, 0.4]));
});
