import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TrainingEvent } from '@sweepdeck/core/training';
import type { TrialRequest } from '../pool/trial-pool.ts';
import { openBlobFolder, type BlobFolder } from '../store/blobs/blob-folder.ts';
import { openMemoryStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import {
  begun,
  epoch,
  finished,
  playing,
  planned,
  startSweep,
  sweep,
  type Run,
} from '../../test/fixtures/scripted-sweep.ts';
import type { RunSweepOptions } from './run-sweep.ts';

const one = { ...sweep, trials: planned.slice(0, 1) };
const checkpoint = (number: number): TrainingEvent => ({
  type: 'checkpoint',
  epoch: number,
  step: number,
  bytes: Uint8Array.of(number, 7),
});
const stopped: TrainingEvent = { type: 'stopped', epoch: 3, step: 2 };
const died = { type: 'failed', error: { code: 'worker-died', message: 'gone' } } as const;

let directory: string;
let folder: BlobFolder;
let store: Store;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'sweepdeck-continued-'));
  folder = openBlobFolder(directory);
  store = openMemoryStore();
});
afterEach(() => {
  store.close();
  rmSync(directory, { recursive: true });
});

type Played = Parameters<typeof playing>[0];
const start = (script: Played, options: Partial<Omit<RunSweepOptions, 'sweep'>> = {}): Run =>
  startSweep(store, playing(script), { sweep: one, checkpoints: { folder, rhythm: {} }, ...options });

const contentOf = ({ from }: TrialRequest): number[] | undefined => from && [...readFileSync(from.path)];
const blobs = async (): Promise<number> => (await folder.list()).length;

/** Trains two epochs with a checkpoint after each, then ends without a result. */
async function interrupt(end: ReturnType<Played> = { events: [stopped] }): Promise<void> {
  const events = [begun, epoch(1, 0.5), checkpoint(1), epoch(2, 0.9), checkpoint(2), ...end.events];
  await start(() => ({ ...end, events })).outcome;
}

test('an interrupted trial continues from its newest checkpoint; its metrics and seconds are those of the whole', async () => {
  await interrupt();
  expect(await blobs()).toBe(2);
  const earlierSeconds = store.listCheckpoints(1)[0]?.seconds ?? 0;
  expect(earlierSeconds).toBeGreaterThan(0);
  const seen: (number[] | undefined)[] = [];
  const { events, outcome } = start((_, request) => {
    seen.push(contentOf(request));
    return { events: [begun, epoch(3, 0.7), finished] };
  });
  expect(await outcome).toMatchObject({ status: 'finished' });
  expect(seen).toEqual([[2, 7]]);
  expect(events.find(({ type }) => type === 'trial-started')).toMatchObject({ from: { epoch: 2, step: 2 } });
  expect(store.listMetrics([1]).map(({ epoch: at, value }) => [at, value])).toEqual([
    [1, 0.5],
    [2, 0.9],
    [3, 0.7],
  ]);
  const [first, second] = store.listAttempts(1);
  expect([first?.from, second?.from]).toEqual([null, { epoch: 2, step: 2, trialId: null }]);
  expect(store.listTrials(1)[0]?.result?.seconds).toBe(earlierSeconds + (second?.seconds ?? Number.NaN));
  // Nothing of a finished trial is left.
  expect(await blobs()).toBe(0);
});

test('a trial that fails is retried from its checkpoint', async () => {
  await interrupt({ events: [], outcome: died });
  const seen: (number[] | undefined)[] = [];
  const { outcome } = start((_, request) => {
    seen.push(contentOf(request));
    return { events: [begun, epoch(3, 0.7), finished] };
  });
  expect(await outcome).toMatchObject({ status: 'finished' });
  expect(seen).toEqual([[2, 7]]);
});

test('a worker that is lost costs no more than what came after the newest checkpoint', async () => {
  const seen: (number[] | undefined)[] = [];
  const { outcome } = start((_, request) => {
    seen.push(contentOf(request));
    if (seen.length > 1) return { events: [begun, epoch(2, 0.9), finished] };
    return { events: [begun, epoch(1, 0.5), checkpoint(1)], outcome: { ...died, isMaybeOfAnother: true } };
  });
  expect(await outcome).toMatchObject({ status: 'finished' });
  expect(seen).toEqual([undefined, [1, 7]]);
});

test.each([
  ['damaged', (path: string) => writeFileSync(path, 'x')],
  ['missing', (path: string) => rmSync(path)],
])('a %s checkpoint gives way to the one before it, with a warning', async (what, spoil) => {
  await interrupt();
  spoil(folder.pathOf(store.listCheckpoints(1)[0]?.sha256 ?? ''));
  const seen: (number[] | undefined)[] = [];
  const { events, outcome } = start((_, request) => {
    seen.push(contentOf(request));
    return { events: [begun, epoch(2, 0.8), finished] };
  });
  expect(await outcome).toMatchObject({ status: 'finished' });
  expect(seen).toEqual([[1, 7]]);
  expect(events.find(({ type }) => type === 'checkpoint-unusable')).toMatchObject({ error: { code: `blob-${what}` } });
  // The second epoch was trained again.
  expect(store.listMetrics([1]).map(({ value }) => value)).toEqual([0.5, 0.8]);
});

test('without an intact checkpoint, a trial starts from scratch', async () => {
  await interrupt();
  for (const { sha256 } of store.listCheckpoints(1)) writeFileSync(folder.pathOf(sha256), 'x');
  const seen: (number[] | undefined)[] = [];
  const { events, outcome } = start((_, request) => {
    seen.push(contentOf(request));
    return { events: [begun, epoch(1, 0.4), finished] };
  });
  expect(await outcome).toMatchObject({ status: 'finished' });
  expect(seen).toEqual([undefined]);
  expect(events.filter(({ type }) => type === 'checkpoint-unusable')).toHaveLength(2);
  expect(store.listMetrics([1]).map(({ value }) => value)).toEqual([0.4]);
});

test('a checkpoint that the training refuses is forgotten, and the trial starts from scratch', async () => {
  await interrupt();
  const error = { code: 'checkpoint-version', message: 'another format', hint: 'none' };
  const seen: (number[] | undefined)[] = [];
  const { events, outcome } = start((_, request) => {
    seen.push(contentOf(request));
    if (request.from !== undefined) return { events: [], outcome: { type: 'failed', error } };
    return { events: [begun, epoch(1, 0.4), finished] };
  });
  expect(await outcome).toMatchObject({ status: 'finished' });
  expect(seen).toEqual([[2, 7], undefined]);
  expect(events.find(({ type }) => type === 'checkpoint-unusable')).toMatchObject({ error });
  expect(await blobs()).toBe(0);
});

test('a diverged trial that continued knows the best epoch of its beginning', async () => {
  await interrupt();
  const diverged: TrainingEvent = { type: 'diverged', epoch: 3, step: 3, quantity: 'loss', value: 'nan' };
  await start(() => ({ events: [begun, diverged] })).outcome;
  expect(store.listTrials(1)[0]?.result).toMatchObject({ bestEpoch: 2, divergedAt: { epoch: 3 } });
});

test('a folder that cannot be written is told once, and the sweep trains on', async () => {
  writeFileSync(join(directory, 'blobs'), 'a file in its place');
  const { events, outcome } = start(() => ({
    events: [begun, epoch(1, 0.5), checkpoint(1), epoch(2, 0.9), checkpoint(2), finished],
  }));
  expect(await outcome).toMatchObject({ status: 'finished' });
  expect(events.filter(({ type }) => type === 'checkpoint-not-kept')).toHaveLength(1);
  expect(existsSync(join(directory, 'blobs'))).toBe(true);
});

test('--fresh ignores checkpoints', async () => {
  await interrupt();
  const seen: (number[] | undefined)[] = [];
  await start(
    (_, request) => {
      seen.push(contentOf(request));
      return { events: [begun, epoch(1, 0.4), finished] };
    },
    { isFresh: true },
  ).outcome;
  expect(seen).toEqual([undefined]);
});
