import { afterEach, expect, test } from 'vitest';
import type { ControlRecord, ControlRequest } from '../records/control-record.ts';
import { openMemoryStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import type { TrialPool, TrialRequest } from '../pool/trial-pool.ts';
import { begun, epoch, goodRun, playing, rates, startSweep, type Script } from '../../test/fixtures/scripted-sweep.ts';

let store: Store;
afterEach(() => store.close());

const ask = (request: ControlRequest, trialId: number | null = null): number =>
  store.askControl({ sweepId: 1, trialId, request, askedBy: 'a test' }).id;

/** Resolves with the answer to a request. */
async function answerTo(id: number): Promise<ControlRecord['answer']> {
  for (;;) {
    const answer = store.listControls(1).find((control) => control.id === id)?.answer;
    if (answer !== undefined && answer !== null) return answer;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** Trains without an end while `isEndless`, except at rates that have already been stopped once. */
function endless(
  size = 1,
  isEndless: (rate: number) => boolean = () => true,
): TrialPool & { readonly trained: number[] } {
  const seen = new Set<number>();
  return playing((rate: number, _: TrialRequest): Script => {
    const isFirst = !seen.has(rate);
    seen.add(rate);
    return isFirst && isEndless(rate) ? { events: [begun, epoch(1, 0.5)], isEndless: true } : { events: goodRun };
  }, size);
}

const isRunning = (...ids: number[]): boolean => ids.every((id) => store.getTrial(id)?.status === 'running');

test('pause stops the running trials and waits; resume continues them', async () => {
  store = openMemoryStore();
  const { outcome, events } = startSweep(
    store,
    endless(2, (rate) => rate < 0.3),
    { controlMs: 5 },
  );
  await until(() => isRunning(1, 2));
  expect(await answerTo(ask({ action: 'pause' }))).toMatchObject({
    outcome: 'done',
    message: 'Paused. 2 trials stopped with a checkpoint, and the workers are free.',
  });
  expect(store.getSweep(1)).toMatchObject({ status: 'running', onPauseSince: expect.any(Number) });
  expect(store.listTrials(1).map(({ status }) => status)).not.toContain('running');
  expect(await answerTo(ask({ action: 'pause' }))).toMatchObject({ message: 'The sweep was already paused.' });
  expect(await answerTo(ask({ action: 'resume' }))).toMatchObject({ outcome: 'done', message: 'Resumed.' });
  expect(await outcome).toMatchObject({ status: 'finished' });
  expect(store.listAttempts(1)).toMatchObject([{ status: 'stopped' }, { status: 'finished' }]);
  expect(store.getSweep(1)?.onPauseSince).toBeNull();
  expect(events.filter(({ type }) => type === 'control-answered')).toHaveLength(3);
});

test('stop ends the run, which the next one continues', async () => {
  store = openMemoryStore();
  const { outcome } = startSweep(store, endless(), { controlMs: 5 });
  await until(() => isRunning(1));
  expect(await answerTo(ask({ action: 'stop' }))).toMatchObject({ outcome: 'done' });
  expect(await outcome).toMatchObject({ status: 'paused', hasGivenUp: false });
  expect(store.listTrials(1).map(({ status }) => status)).toEqual(['pending', 'pending', 'pending', 'pending']);
});

test('a paused run can be stopped', async () => {
  store = openMemoryStore();
  const { outcome } = startSweep(store, endless(), { controlMs: 5 });
  await until(() => isRunning(1));
  await answerTo(ask({ action: 'pause' }));
  await answerTo(ask({ action: 'stop' }));
  expect(await outcome).toMatchObject({ status: 'paused' });
  expect(store.getSweep(1)).toMatchObject({ status: 'paused', onPauseSince: null });
});

test('stop of a trial leaves it to the next run and trains the others', async () => {
  store = openMemoryStore();
  const { outcome } = startSweep(
    store,
    endless(1, (rate) => rate === 0.2),
    { controlMs: 5 },
  );
  await until(() => isRunning(2));
  expect(await answerTo(ask({ action: 'stop' }, 2))).toMatchObject({ outcome: 'done' });
  expect(await outcome).toMatchObject({ status: 'paused' });
  expect(store.listTrials(1).map(({ status }) => status)).toEqual(['finished', 'pending', 'finished', 'finished']);
});

test('stop of a trial that does not run is refused', async () => {
  store = openMemoryStore();
  const { outcome } = startSweep(
    store,
    endless(1, (rate) => rate === 0.2),
    { controlMs: 5 },
  );
  await until(() => isRunning(2));
  expect(await answerTo(ask({ action: 'stop' }, 1))).toEqual({
    at: expect.any(Number),
    outcome: 'refused',
    message: 'Trial t1 is not running.',
  });
  await answerTo(ask({ action: 'stop' }));
  await outcome;
});

test('retry tries the failed trials of a kind again in the same run', async () => {
  store = openMemoryStore();
  const failed = new Set<number>();
  const pool = playing((rate) => {
    if (rate === 0.4 && !failed.has(rate)) {
      failed.add(rate);
      return { events: [begun], isEndless: true };
    }
    if (rate > 0.2 || failed.has(rate)) return { events: goodRun };
    failed.add(rate);
    const code = rate === 0.1 ? 'model-shape' : 'out-of-memory';
    return { events: [begun], outcome: { type: 'failed', error: { code, message: 'bad' } } };
  });
  const { outcome } = startSweep(store, pool, { controlMs: 5 });
  await until(() => isRunning(4));
  expect(await answerTo(ask({ action: 'retry', kind: 'stalled' }))).toMatchObject({ outcome: 'refused' });
  expect(await answerTo(ask({ action: 'retry', kind: 'out-of-memory' }))).toMatchObject({
    message: '1 trial will be tried again.',
  });
  await answerTo(ask({ action: 'stop' }, 4));
  await outcome;
  expect(store.listTrials(1).map(({ status }) => status)).toEqual(['failed', 'finished', 'finished', 'pending']);
});

test('set changes the number of workers while they train, within what the engine takes', async () => {
  store = openMemoryStore();
  const added: TrialPool[] = [];
  const addPool = (): TrialPool => {
    const pool = endless();
    added.push(pool);
    return pool;
  };
  const { outcome } = startSweep(store, endless(), { controlMs: 5, addPool, maxWorkers: 3 });
  await until(() => isRunning(1));
  expect(await answerTo(ask({ action: 'set', workers: 4 }))).toMatchObject({
    outcome: 'refused',
    message: 'The engine of the sweep takes at most 3 workers.',
  });
  expect(await answerTo(ask({ action: 'set', workers: 3 }))).toMatchObject({ outcome: 'done' });
  await until(() => isRunning(1, 2, 3));
  expect(added).toHaveLength(2);
  expect(store.getSweep(1)?.workers).toBe(3);
  await answerTo(ask({ action: 'set', workers: 1 }));
  await answerTo(ask({ action: 'stop' }, 3));
  await answerTo(ask({ action: 'stop' }, 2));
  // Their workers are no longer wanted.
  expect(store.getTrial(4)?.status).toBe('pending');
  await answerTo(ask({ action: 'stop' }));
  await outcome;
  expect(rates).toHaveLength(4);
});

test('a retry waits for a trial that runs alone', async () => {
  store = openMemoryStore();
  const seen = new Set<number>();
  const failed = (code: string): Script => ({
    events: [begun],
    outcome: { type: 'failed', error: { code, message: 'bad' }, isMaybeOfAnother: code === 'out-of-memory' },
  });
  const pool = playing((rate) => {
    const isFirst = !seen.has(rate);
    seen.add(rate);
    if (isFirst && rate < 0.3) return failed(rate === 0.1 ? 'out-of-memory' : 'model-shape');
    return rate === 0.1 ? { events: [begun], isEndless: true } : { events: goodRun };
  }, 2);
  const { outcome } = startSweep(store, pool, { controlMs: 5 });
  // Its second attempt runs alone, when the others have ended.
  await until(() => store.listAttempts(1).length === 2);
  expect(await answerTo(ask({ action: 'retry' }))).toMatchObject({ outcome: 'done' });
  await answerTo(ask({ action: 'set', workers: 2 }));
  expect(store.getTrial(2)?.status).toBe('failed');
  await answerTo(ask({ action: 'stop' }, 1));
  await outcome;
  expect(store.listTrials(1).map(({ status }) => status)).toEqual(['pending', 'finished', 'finished', 'finished']);
});

test('pools that were added are closed, also when the run breaks off', async () => {
  store = openMemoryStore();
  let closed = 0;
  const addPool = (): TrialPool => ({ ...endless(), close: async () => void closed++ });
  let isBroken = false;
  const { outcome } = startSweep(
    store,
    endless(1, (rate) => rate < 0.3),
    { controlMs: 5, addPool },
    ({ type }) => {
      if (isBroken && type === 'control-answered') throw new Error('the reporter is gone');
    },
  );
  await until(() => isRunning(1));
  await answerTo(ask({ action: 'set', workers: 2 }));
  await until(() => isRunning(1, 2));
  isBroken = true;
  ask({ action: 'pause' });
  await expect(outcome).rejects.toThrow('the reporter is gone');
  expect(closed).toBe(1);
});

test('requests that nobody reads expire when the run ends, and when the next one begins', async () => {
  store = openMemoryStore();
  const { outcome, stop } = startSweep(store, endless(), { controlMs: 60_000 });
  await until(() => isRunning(1));
  const id = ask({ action: 'pause' });
  stop.abort();
  await outcome;
  expect(await answerTo(id)).toMatchObject({ outcome: 'expired' });
});
