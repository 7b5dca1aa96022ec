import { afterEach, expect, test } from 'vitest';
import type { TrialPool } from '../pool/trial-pool.ts';
import { defaultActions, defaultFailurePolicy, type FailurePolicy } from '../records/failure-policy.ts';
import { openMemoryStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import { begun, epoch, goodRun, playing, rates, startSweep, type Run } from '../../test/fixtures/scripted-sweep.ts';

let store: Store;
afterEach(() => store.close());

const crash = { code: 'module-failed', message: 'the loss threw an error' };
const policy = (settings: Partial<FailurePolicy>): FailurePolicy => ({ ...defaultFailurePolicy, ...settings });
const start = (pool: TrialPool, options: Parameters<typeof startSweep>[2]): Run => startSweep(store, pool, options);
const statuses = (): string[] => store.listTrials(1).map(({ status }) => status);

/** Fails a number of times at a rate, and then succeeds. */
function failing(rate: number, times: number, error = crash): ReturnType<typeof playing> {
  let left = times;
  return playing((played) =>
    played === rate && left-- > 0
      ? { events: [begun, epoch(1, 0.4)], outcome: { type: 'failed', error } }
      : { events: goodRun },
  );
}

test('a failed trial is retried after the others until it succeeds, and each attempt says why it failed', async () => {
  store = openMemoryStore();
  const pool = failing(0.2, 2);
  const { outcome, events } = start(pool, { failures: policy({ retries: 2, backoffSeconds: 0.01 }) });
  expect(await outcome).toMatchObject({ status: 'finished', hasGivenUp: false });
  expect(pool.trained).toEqual([0.1, 0.2, 0.3, 0.4, 0.2, 0.2]);
  expect(store.listAttempts(2)).toMatchObject([
    { status: 'failed', failureKind: 'crashed', lastStep: 1, error: crash },
    { status: 'failed', failureKind: 'crashed' },
    { status: 'finished', failureKind: null, lastStep: 2 },
  ]);
  expect(events.filter(({ type }) => type === 'trial-retried')).toMatchObject([
    { delaySeconds: 0.01, trial: { status: 'pending' } },
    { delaySeconds: 0.02 },
  ]);
});

test('after its retries a trial has failed, and the others are trained', async () => {
  store = openMemoryStore();
  const { outcome } = start(failing(0.2, 9), { failures: policy({ retries: 1, backoffSeconds: 0 }) });
  expect(await outcome).toMatchObject({ status: 'failed' });
  expect(statuses()).toEqual(['finished', 'failed', 'finished', 'finished']);
  expect(store.listAttempts(2)).toHaveLength(2);
});

test.each([
  ['model-shape', 'invalid-configuration', 1],
  ['step-timeout', 'stalled', 2],
  ['engine-crashed', 'engine-lost', 2],
  ['out-of-memory', 'out-of-memory', 2],
  ['something-new', 'crashed', 2],
])('%s is of kind %s and gives %i attempts', async (code, failureKind, attempts) => {
  store = openMemoryStore();
  const pool = failing(0.2, 9, { code, message: 'bad' });
  await start(pool, { failures: policy({ retries: 1, backoffSeconds: 0 }) }).outcome;
  expect(store.listAttempts(2)).toMatchObject(Array.from({ length: attempts }, () => ({ failureKind })));
});

test('the run stops after the most failed trials, and the next one continues', async () => {
  store = openMemoryStore();
  const broken = playing(() => ({ events: [begun], outcome: { type: 'failed', error: crash } }));
  const { outcome, events } = start(broken, { failures: policy({ maxFailed: 2 }) });
  expect(await outcome).toMatchObject({ status: 'paused', hasGivenUp: true });
  expect(statuses()).toEqual(['failed', 'failed', 'pending', 'pending']);
  expect(events.find(({ type }) => type === 'sweep-gives-up')).toMatchObject({
    reason: '2 trials failed, and failures.max_failed is 2.',
  });
  const good = playing(() => ({ events: goodRun }));
  expect(await start(good, {}).outcome).toMatchObject({ status: 'finished', hasGivenUp: false });
  expect(good.trained).toEqual(rates);
});

test('an action can stop the run at the first failure of a kind, or skip a kind without a retry', async () => {
  store = openMemoryStore();
  const stops = policy({ retries: 3, actions: { ...defaultActions, crashed: 'stop' } });
  expect(await start(failing(0.2, 9), { failures: stops }).outcome).toMatchObject({ hasGivenUp: true });
  expect(statuses()).toEqual(['finished', 'failed', 'pending', 'pending']);
  const skips = policy({ retries: 3, actions: { ...defaultActions, crashed: 'skip' } });
  expect(await start(failing(0.2, 9), { failures: skips }).outcome).toMatchObject({ status: 'failed' });
  expect(store.listAttempts(2)).toHaveLength(2);
});

test('a divergence can stop the run, and the trial keeps its result', async () => {
  store = openMemoryStore();
  const pool = playing((rate) => ({
    events: rate === 0.2 ? [begun, { type: 'diverged', epoch: 1, step: 1, quantity: 'loss', value: 'nan' }] : goodRun,
  }));
  const stops = policy({ actions: { ...defaultActions, diverged: 'stop' } });
  expect(await start(pool, { failures: stops }).outcome).toMatchObject({ status: 'paused', hasGivenUp: true });
  expect(statuses()).toEqual(['finished', 'diverged', 'pending', 'pending']);
  expect(store.listAttempts(2)).toMatchObject([{ status: 'diverged', failureKind: 'diverged' }]);
});

test('an attempt that takes longer than the timeout is stopped and has timed out', async () => {
  store = openMemoryStore();
  const pool = playing((rate) =>
    rate === 0.2 ? { events: [begun, epoch(1, 0.4)], isEndless: true } : { events: goodRun },
  );
  const { outcome } = start(pool, { failures: policy({ timeoutSeconds: 0.05 }) });
  expect(await outcome).toMatchObject({ status: 'failed' });
  expect(statuses()).toEqual(['finished', 'failed', 'finished', 'finished']);
  expect(store.listAttempts(2)).toMatchObject([{ failureKind: 'timed-out', error: { code: 'trial-timeout' } }]);
});

test('while memory is short, one trial runs at a time, and that is said once', async () => {
  store = openMemoryStore();
  let running = 0;
  let most = 0;
  const pool = playing(() => ({ events: goodRun }), 2);
  const { outcome, events } = startSweep(
    store,
    pool,
    { memory: { totalBytes: 1000, availableBytes: () => 10, lowBytes: 50 } },
    ({ type }) => {
      if (type === 'trial-started') most = Math.max(most, ++running);
      if (type === 'trial-ended') running--;
    },
  );
  expect(await outcome).toMatchObject({ status: 'finished' });
  expect(most).toBe(1);
  expect(events.filter(({ type }) => type === 'memory-short')).toMatchObject([{ running: 1, availableBytes: 10 }]);
});

test('each worker has an equal share of the memory, and a trial that runs alone has all of it', async () => {
  store = openMemoryStore();
  const limits: (readonly [number, number | undefined])[] = [];
  let isFirst = true;
  const pool = playing((rate, { memoryLimitBytes }) => {
    limits.push([rate, memoryLimitBytes]);
    if (rate !== 0.2 || !isFirst) return { events: goodRun };
    isFirst = false;
    const error = { code: 'out-of-memory', message: 'too much' };
    return { events: [begun], outcome: { type: 'failed', error, isMaybeOfAnother: true } };
  }, 2);
  const memory = { totalBytes: 1000, availableBytes: () => 1000, lowBytes: 50 };
  await start(pool, { memory }).outcome;
  expect(limits).toEqual([
    [0.1, 500],
    [0.2, 500],
    [0.3, 500],
    [0.4, 500],
    [0.2, 1000],
  ]);
});
