import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { tinyDataset } from '@sweepdeck/core/testing';
import { trialConfigSchema } from '@sweepdeck/core/training';
import { bundledEntry, bundledProcess } from '../../test/fixtures/bundled-entry.ts';
import { emptyDataset } from '../../test/fixtures/empty-dataset.ts';
import { createOutputLog } from '../output/output-log.ts';
import { createProcessPool } from './create-process-pool.ts';
import type { TrialPool, TrialRequest } from './trial-pool.ts';

const scripted = bundledEntry('test/fixtures/scripted-process');
const task = (seed: number, dataset = emptyDataset): TrialRequest => ({
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

/** Returns the progress events of a trial. */
async function steps(trial: TrialRequest): Promise<number[]> {
  const said: number[] = [];
  await pool?.run(trial, ({ event }) => {
    if (event.type === 'progress') said.push(event.step);
  }).outcome;
  return said;
}

function isAlive(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch {
    return false;
  }
}

async function waitForEnd(processId: number): Promise<void> {
  for (let i = 0; i < 200 && isAlive(processId); i++) await setTimeout(50);
}

test('a crash of native code fails its own trial and no other, and says which signal it was', async () => {
  pool = createProcessPool(2, scripted);
  const [crashed, alive] = await Promise.all([pool.run(task(7), ignore).outcome, pool.run(task(0), ignore).outcome]);
  expect(crashed).toMatchObject({
    type: 'failed',
    error: {
      code: 'engine-crashed',
      message: expect.stringContaining('SIGSEGV'),
      hint: expect.stringContaining('runner doctor'),
    },
  });
  expect(alive).toEqual({ type: 'done' });
  expect(await pool.run(task(0), ignore).outcome).toEqual({ type: 'done' });
});

test('a process that the system kills may have been lost through no fault of its trial', async () => {
  pool = createProcessPool(1, scripted);
  expect(await pool.run(task(12), ignore).outcome).toMatchObject({
    type: 'failed',
    error: {
      code: 'worker-killed',
      message: expect.stringMatching(
        /killed \(out of memory\?\): .*; its trial may need about 6 GiB \(parameters 1 GiB, .*\), and (the machine|this container) has \d.* for all workers$/,
      ),
      hint: expect.stringContaining('fewer --workers'),
    },
    isMaybeOfAnother: true,
  });
  expect(await pool.run(task(0), ignore).outcome).toEqual({ type: 'done' });
});

test('what a process prints is kept, but for notices of native code, and says why it died', async () => {
  const output = createOutputLog();
  pool = createProcessPool(1, scripted);
  expect(await pool.run(task(11), ignore, output).outcome).toMatchObject({
    type: 'failed',
    error: { code: 'engine-crashed', message: expect.stringMatching(/SIGABRT: out of patience$/) },
  });
  expect(output.read()?.head).toBe('my own loss: a word\nout of patience');
});

test('a process keeps its dataset between trials and takes another one when it comes', async () => {
  pool = createProcessPool(1, scripted);
  const [tiny, other] = [tinyDataset(), tinyDataset(24)];
  const sum = (images: Uint8Array): number => images.reduce((total, value) => total + value, 0);
  const said = [await steps(task(9, tiny)), await steps(task(9, tiny)), await steps(task(9, other))];
  expect(said.map((numbers) => numbers[1])).toEqual([sum(tiny.images), sum(tiny.images), sum(other.images)]);
  expect(new Set(said.map((numbers) => numbers[0])).size).toBe(1);
  expect(await pool.measure({ ...task(0), dataset: other })).toEqual({
    secondsPerStep: 1,
    secondsPerEvaluatedImage: 2,
  });
});

test('real training in a process gives the events of a thread', async () => {
  pool = createProcessPool(1, bundledProcess);
  const config = trialConfigSchema.parse({ model: 'logistic', training: { epochs: 1 } });
  const events: string[] = [];
  const weights: number[] = [];
  const trial = { attemptId: 1, config, engine: 'cpu', dataset: tinyDataset(), keepWeights: true };
  const outcome = await pool.run(trial, ({ event }) => {
    events.push(event.type);
    if (event.type === 'weights') weights.push(event.bytes.byteLength);
  }).outcome;
  expect(outcome).toEqual({ type: 'done' });
  expect(events.filter((type) => type !== 'progress')).toEqual(['started', 'epoch', 'weights', 'finished']);
  expect(weights[0]).toBeGreaterThan(64 * 4 * 4);
});

test('close leaves no process behind', async () => {
  pool = createProcessPool(1, scripted);
  const [processId = 0] = await steps(task(9));
  expect(isAlive(processId)).toBe(true);
  await pool.close();
  expect(isAlive(processId)).toBe(false);
});

test.each([
  ['trains', 8],
  ['is blocked by native code', 10],
])('a worker process that %s ends when its parent is killed', async (_, seed) => {
  const parent = bundledEntry('test/fixtures/pool-parent');
  const child = spawn(process.execPath, [parent.filename, String(seed), scripted.filename], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [printed] = (await once(child.stdout, 'data')) as [Buffer];
  const worker = Number(printed.toString());
  // By now it blocks.
  await setTimeout(500);
  expect(isAlive(worker)).toBe(true);
  child.kill('SIGKILL');
  await waitForEnd(worker);
  expect(isAlive(worker)).toBe(false);
});
