import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { tinyDataset } from '@sweepdeck/core/testing';
import { trialConfigSchema, type StepTimes, type TrialConfig } from '@sweepdeck/core/training';
import { bundledProcess, bundledThread } from '../../test/fixtures/bundled-entry.ts';
import { createProcessPool } from './create-process-pool.ts';
import { createThreadPool } from './create-thread-pool.ts';
import type { TrialOutcome, TrialPool } from './trial-pool.ts';

const folder = mkdtempSync(join(tmpdir(), 'sweepdeck-bad-'));
afterAll(() => rmSync(folder, { recursive: true }));

let pool: TrialPool | undefined;
afterEach(() => pool?.close());

const dataset = tinyDataset();
let count = 0;

/** Trains a trial of a few steps whose loss is a module with this body of `create`, or without a module. */
async function train(create?: string, stepTimeoutMs = 60_000): Promise<TrialOutcome> {
  const task = { attemptId: count, config: configOf(create), engine: 'wasm', dataset, stepTimeoutMs };
  return pool?.run(task, () => undefined).outcome ?? { type: 'done' };
}

function configOf(create: string | undefined): TrialConfig {
  const module = join(folder, `loss-${++count}.ts`);
  if (create !== undefined) writeFileSync(module, `export default { create(options, { tf }) {\n${create}\n} };`);
  return trialConfigSchema.parse({
    model: 'logistic',
    loss: create === undefined ? 'mse' : { module },
    training: { epochs: 1, batch_size: 8 },
  });
}

/** Times a step of such a trial. */
async function measure(create?: string): Promise<StepTimes | undefined> {
  return pool?.measure({ config: configOf(create), engine: 'wasm', dataset });
}

const mean = '(logits, targets) => tf.mean(tf.squaredDifference(logits, targets), 1)';
/** Takes memory as the output of an operation does, five times a quarter of what there is. */
const greedy = `return () => { for (let i = 0; i < 5; i++) tf.backend().write(null, [2 ** 28], 'float32'); };`;
const takeAndGiveBack = `tf.backend().disposeData(tf.backend().write(null, [2 ** 28 + 2 ** 26], 'float32'));`;
const exits = 'return () => process.exit(0);';
/** Tells a trial whether another one has run on the same worker. */
const mark = 'globalThis.marked = true;';
const refuseMarked = `if (globalThis.marked) throw new Error('the same worker'); return ${mean};`;
const trap = `
  const code = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11];
  const { f } = new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.from(code))).exports;
  return f;`;
/** The loss waits for the event loop, so that what comes late comes while it trains. */
const slowly = `Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60)`;
const slow = `return (logits, targets) => { ${slowly}; return (${mean})(logits, targets); };`;

const outOfMemory =
  /no room for a block of 1 GiB; it has reserved .* of at most 4 GiB; the trial may need about .*: parameters /;
const called = /loss-\d+\.ts: while it trained, process\.exit\(0\) was called/;

test.each([
  ['takes more memory than there is', greedy, 'out-of-memory', outOfMemory],
  ['traps', trap, 'engine-crashed', /the engine wasm crashed: unreachable/],
  ['ends the process in a step', exits, 'module-failed', called],
  ['ends the process as it is made', 'process.exit(0);', 'module-failed', called],
  [
    'rejects a promise that nobody handles',
    `Promise.reject(new Error('no network')); ${slow}`,
    'module-failed',
    /loss-\d+\.ts: while it trained, a promise was rejected, and nothing handled it: no network/,
  ],
  [
    'throws in a timer',
    `setTimeout(() => { throw new Error('too late'); }, 1); ${slow}`,
    'module-failed',
    /loss-\d+\.ts: while it trained, an error was thrown later: too late/,
  ],
])('a trial that %s fails by name, and the next ones train on a fresh worker', async (_, create, code, message) => {
  pool = createThreadPool(1, bundledThread);
  expect(await train(`${mark} ${create}`)).toMatchObject({
    type: 'failed',
    error: { code, message: expect.stringMatching(message) },
  });
  expect(await train()).toEqual({ type: 'done' });
  expect(await train(refuseMarked)).toEqual({ type: 'done' });
});

test.each([
  [
    'leaves tensors',
    `return (z, y) => { for (let i = 0; i < 500; i++) tf.keep(tf.scalar(i)); return (${mean})(z, y); };`,
  ],
  ['leaves much memory', `return (z, y) => { ${takeAndGiveBack} return (${mean})(z, y); };`],
  ['leaves a timer', `setInterval(() => undefined, 1e6); return ${mean};`],
])('a worker in which a trial %s is replaced after it', async (_, create) => {
  pool = createThreadPool(1, bundledThread);
  expect(await train(`${mark} ${create}`)).toEqual({ type: 'done' });
  expect(await train(refuseMarked)).toEqual({ type: 'done' });
});

test('a worker in which nothing is left goes on', async () => {
  pool = createThreadPool(1, bundledThread);
  expect(await train(`${mark} return ${mean};`)).toEqual({ type: 'done' });
  expect(await train(`return () => 3;`)).toMatchObject({ type: 'failed', error: { code: 'module-invalid' } });
  expect(await train(refuseMarked)).toMatchObject({ type: 'failed', error: { code: 'module-failed' } });
});

test('an error that an earlier trial may have left is not taken for the own of the next, which can try again', async () => {
  pool = createThreadPool(1, bundledThread);
  const later = `globalThis.later = () => setTimeout(() => { throw new Error('of an earlier one'); }, 0);`;
  expect(await train(`${later} return ${mean};`)).toEqual({ type: 'done' });
  const next = `globalThis.later?.(); ${slow}`;
  expect(await train(next)).toMatchObject({ type: 'failed', isMaybeOfAnother: true });
  expect(await train(next)).toEqual({ type: 'done' });
});

test.each([
  ['never ends a step', 'return () => { for (;;) Math.sqrt(2); };'],
  ['never comes to an end as it is made', 'return new Promise(() => undefined);'],
])('a trial that %s fails after the time for a step, and the next ones train', async (_, create) => {
  pool = createThreadPool(1, bundledThread);
  expect(await train(create, 1500)).toMatchObject({
    type: 'failed',
    error: { code: 'step-timeout', message: 'no step ended within 1.5 s; the worker was replaced' },
  });
  expect(await train()).toEqual({ type: 'done' });
});

test('an error of megabytes is clipped before it leaves the worker', async () => {
  pool = createThreadPool(1, bundledThread);
  const outcome = await train(`return () => { throw new Error('x'.repeat(5e6)); };`);
  expect(outcome).toMatchObject({
    error: { code: 'module-failed', message: expect.stringContaining('(5,000,000 characters in total)') },
  });
  expect(JSON.stringify(outcome).length).toBeLessThan(15_000);
});

test('worker processes are replaced in the same cases', async () => {
  pool = createProcessPool(1, bundledProcess);
  const failures = [
    [greedy, 'out-of-memory', 60_000],
    [exits, 'module-failed', 60_000],
    [`Promise.reject(new Error('no network')); ${slow}`, 'module-failed', 60_000],
    ['return () => { for (;;) Math.sqrt(2); };', 'step-timeout', 1500],
  ] as const;
  for (const [create, code, stepTimeoutMs] of failures) {
    expect(await train(`${mark} ${create}`, stepTimeoutMs)).toMatchObject({ type: 'failed', error: { code } });
    expect(await train(refuseMarked)).toEqual({ type: 'done' });
  }
  // Eight processes start, one after the other.
}, 120_000);

describe.each([
  ['thread', () => createThreadPool(1, bundledThread)],
  ['process', () => createProcessPool(1, bundledProcess)],
])('a measurement on a worker %s', (_kind, createPool) => {
  test.each([
    ['ends the process', exits, 'process\\.exit\\(0\\) was called'],
    ['rejects a promise', `Promise.reject(new Error('no network')); ${slow}`, 'nothing handled it: no network'],
    ['throws later', `process.nextTick(() => { throw new Error('too late'); }); ${slow}`, 'thrown later: too late'],
  ])(
    'whose module %s fails by its name, and the next ones go on on a fresh worker',
    async (_, create, says) => {
      pool = createPool();
      await expect(measure(`${mark} ${create}`)).rejects.toMatchObject({
        code: 'module-failed',
        message: expect.stringMatching(new RegExp(`loss-\\d+\\.ts: while it was timed, .*${says}`)),
      });
      expect(await measure()).toMatchObject({ secondsPerStep: expect.any(Number) });
      expect(await train(refuseMarked)).toEqual({ type: 'done' });
    },
    60_000,
  );

  test('whose module leaves a timer has a fresh worker after it', async () => {
    pool = createPool();
    await measure(`${mark} setInterval(() => undefined, 1e6); return ${mean};`);
    expect(await train(refuseMarked)).toEqual({ type: 'done' });
  }, 60_000);
});
