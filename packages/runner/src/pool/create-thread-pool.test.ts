import { afterEach, expect, test } from 'vitest';
import { trialConfigSchema } from '@sweepdeck/core/training';
import type { Dataset } from '@sweepdeck/core/datasets';
import { createThreadPool } from './create-thread-pool.ts';
import type { TrialPool, TrialTask } from './trial-pool.ts';
import { sourceEntry } from './worker-entry.ts';

const scripted = sourceEntry(new URL('../../test/fixtures/scripted-worker.ts', import.meta.url));
const empty = new Uint32Array(new SharedArrayBuffer(0));
const dataset: Dataset = {
  name: 'empty',
  fingerprint: 'none',
  classNames: ['0'],
  height: 1,
  width: 1,
  channels: 1,
  images: new Uint8Array(new SharedArrayBuffer(0)),
  labels: new Uint8Array(new SharedArrayBuffer(0)),
  splits: { train: empty, validation: empty, test: empty },
  normalization: { mean: [0], deviation: [1] },
};
/** The scripted worker does what the seed says. */
const task = (seed: number): TrialTask => ({
  attemptId: seed,
  config: trialConfigSchema.parse({ seed }),
  engine: 'cpu',
  dataset,
});
const ignore = (): void => undefined;

let pool: TrialPool | undefined;
afterEach(async () => {
  await pool?.close();
});

test('all messages of a trial arrive in order and before its outcome', async () => {
  pool = createThreadPool(1, scripted);
  const steps: number[] = [];
  const outcome = await pool.run(task(0), ({ event }) => {
    if (event.type === 'progress') steps.push(event.step);
  });
  expect(outcome).toEqual({ type: 'done' });
  expect(steps).toEqual(Array.from({ length: 500 }, (_, i) => i + 1));
});

test('an error keeps its code and hint across the thread', async () => {
  pool = createThreadPool(1, scripted);
  expect(await pool.run(task(6), ignore)).toEqual({
    type: 'failed',
    error: { code: 'model-shape', message: 'does not fit', hint: 'resize' },
  });
});

test.each([
  ['exits', 1, 'exited with code: 3'],
  ['throws outside of its promise', 2, 'thrown outside of any promise'],
])('a worker that %s fails its own trial and no other, and is replaced', async (_, seed, message) => {
  pool = createThreadPool(2, scripted);
  const events: string[] = [];
  const [dead, alive] = await Promise.all([
    pool.run(task(seed), ({ event }) => events.push(event.type)),
    pool.run(task(0), ignore),
  ]);
  expect(dead).toMatchObject({
    type: 'failed',
    error: { code: 'worker-died', message: expect.stringContaining(message) },
  });
  expect(events).toEqual(['progress']);
  expect(alive).toEqual({ type: 'done' });
  expect(await Promise.all([pool.run(task(0), ignore), pool.run(task(0), ignore)])).toEqual([
    { type: 'done' },
    { type: 'done' },
  ]);
});

test('stopAll lets a trial that listens say that it stopped', async () => {
  pool = createThreadPool(1, scripted);
  const events: string[] = [];
  let isRunning: () => void = ignore;
  const started = new Promise<void>((resolve) => (isRunning = resolve));
  const run = pool.run(task(4), ({ event }) => {
    events.push(event.type);
    isRunning();
  });
  await started;
  await pool.stopAll(10_000);
  expect(await run).toEqual({ type: 'done' });
  expect(events).toEqual(['progress', 'stopped']);
});

test('stopAll ends a trial that does not listen after the grace period', async () => {
  pool = createThreadPool(1, scripted);
  let isRunning: () => void = ignore;
  const started = new Promise<void>((resolve) => (isRunning = resolve));
  const run = pool.run(task(5), () => isRunning());
  await started;
  await pool.stopAll(50);
  expect(await run).toMatchObject({ type: 'failed', error: { code: 'worker-died' } });
});

test('a worker that cannot start fails the trial instead of leaving it to wait', async () => {
  pool = createThreadPool(1, sourceEntry(new URL('../../test/fixtures/no-such-worker.ts', import.meta.url)));
  for (let i = 0; i < 3; i++) {
    expect(await pool.run(task(0), ignore)).toMatchObject({ type: 'failed', error: { code: 'worker-died' } });
  }
});

test('an error of the consumer stops the trial and is thrown', async () => {
  pool = createThreadPool(1, scripted);
  const run = pool.run(task(4), () => {
    throw new Error('disk full');
  });
  await expect(run).rejects.toThrow('disk full');
});
