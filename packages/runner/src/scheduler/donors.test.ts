import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TrainingEvent } from '@sweepdeck/core/training';
import type { SweepEvent } from '../events/sweep-event.ts';
import type { TrialRequest } from '../pool/trial-pool.ts';
import { openBlobFolder, type BlobFolder } from '../store/blobs/blob-folder.ts';
import { openCheckpointFolder } from '../store/checkpoints/checkpoint-folder.ts';
import { openMemoryStore } from '../store/open-store.ts';
import type { SweepWithTrials } from '../store/open-with-trials.ts';
import type { Store } from '../store/store.ts';
import { begun, epoch, finished, playing, planned, startSweep, sweep } from '../../test/fixtures/scripted-sweep.ts';
import type { RunSweepOptions } from './run-sweep.ts';

let directory: string;
let folder: BlobFolder;
let store: Store;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'sweepdeck-donors-'));
  folder = openBlobFolder(directory);
  store = openMemoryStore();
});
afterEach(() => {
  store.close();
  rmSync(directory, { recursive: true });
});

/** One cell with a number of epochs; all of them have the same key without epochs. */
const withEpochs = (epochs: number, schedule = 'constant'): SweepWithTrials => ({
  ...sweep,
  specHash: `epochs ${epochs}`,
  trials: planned.slice(0, 1).map((trial) => ({
    ...trial,
    key: `epochs ${epochs}`,
    keyWithoutEpochs: 'same',
    config: {
      ...trial.config,
      schedule: { name: schedule },
      training: { ...trial.config.training, epochs },
    } as typeof trial.config,
  })),
});
const final = (number: number): TrainingEvent => ({
  type: 'checkpoint',
  epoch: number,
  step: number,
  bytes: Uint8Array.of(number, 9),
  isFinal: true,
});
const weights: TrainingEvent = { type: 'weights', epoch: 1, bytes: Uint8Array.of(1) };
const metrics = (from: number, to: number): TrainingEvent[] =>
  Array.from({ length: to - from + 1 }, (_, i) => epoch(from + i, (from + i) / 10));

interface Outcome {
  readonly events: readonly SweepEvent[];
  /** Content of the checkpoint that each attempt continued. */
  readonly seen: readonly (readonly number[] | undefined)[];
}

type Played = Parameters<typeof playing>[0];

/** Trains one trial with a number of epochs as far as it goes. */
async function run(
  epochs: number,
  options: Partial<Omit<RunSweepOptions, 'sweep'>> & { readonly schedule?: string; readonly play?: Played } = {},
): Promise<Outcome> {
  const { schedule, play, ...others } = options;
  const seen: (readonly number[] | undefined)[] = [];
  const contentOf = ({ from }: TrialRequest): number[] | undefined => from && [...readFileSync(from.path)];
  const pool = playing((rate, request) => {
    const content = contentOf(request);
    seen.push(content);
    const events = [begun, ...metrics((content?.[0] ?? 0) + 1, epochs), final(epochs), weights, finished];
    return play?.(rate, request) ?? { events };
  });
  const { events, outcome } = startSweep(store, pool, {
    sweep: withEpochs(epochs, schedule),
    checkpoints: { folder, rhythm: {} },
    weights: { keep: 'all', folder: openCheckpointFolder(directory) },
    ...others,
  });
  await outcome;
  return { events, seen };
}

const epochsOf = (trialId: number): number[] => store.listMetrics([trialId]).map(({ epoch: at }) => at);

test('a trial continues the longest one that has no more epochs, and has all of its metrics', async () => {
  for (const epochs of [1, 2, 6]) await run(epochs, { isFresh: true });
  const { events, seen } = await run(4);
  expect(seen).toEqual([[2, 9]]);
  expect(events.find(({ type }) => type === 'trial-started')).toMatchObject({
    from: { epoch: 2, step: 2, trialId: 2 },
  });
  expect(epochsOf(4)).toEqual([1, 2, 3, 4]);
  // The trial that was continued stays as it was.
  expect(epochsOf(2)).toEqual([1, 2]);
});

test('--fresh continues no other trial', async () => {
  await run(2);
  expect((await run(4, { isFresh: true })).seen).toEqual([undefined]);
});

test('a schedule that would have used other rates is refused in words', async () => {
  await run(2, { schedule: 'cosine' });
  const { events, seen } = await run(4, { schedule: 'cosine' });
  expect(seen).toEqual([undefined]);
  expect(events.find(({ type }) => type === 'donor-refused')).toMatchObject({
    donorId: 1,
    reason: expect.stringMatching(/^the schedule cosine used the rate/),
  });
});

test.each([
  ['damaged', (path: string) => writeFileSync(path, 'x')],
  ['missing', (path: string) => rmSync(path)],
])('where the final state is %s, the trial starts from scratch, with a warning', async (what, spoil) => {
  await run(2);
  spoil(folder.pathOf(store.listFinalStates()[0]?.sha256 ?? ''));
  const { events, seen } = await run(4);
  expect(seen).toEqual([undefined]);
  expect(events.find(({ type }) => type === 'checkpoint-unusable')).toMatchObject({ error: { code: `blob-${what}` } });
});

test('a final state that the training refuses is not tried again, and stays for others', async () => {
  await run(2);
  const error = { code: 'checkpoint-mismatch', message: 'another option' };
  const play: Played = (_, { from }) =>
    from === undefined
      ? { events: [begun, ...metrics(1, 4), finished] }
      : { events: [], outcome: { type: 'failed', error } };
  const { events, seen } = await run(4, { play });
  expect(seen).toEqual([[2, 9], undefined]);
  expect(events.find(({ type }) => type === 'checkpoint-unusable')).toMatchObject({ error });
  expect(events.at(-1)).toMatchObject({ status: 'finished' });
  expect(epochsOf(2)).toEqual([1, 2, 3, 4]);
  expect(store.listFinalStates()).toHaveLength(1);
});

test('without kept weights, no final state is asked for or kept', async () => {
  const asked: unknown[] = [];
  await run(2, {
    weights: undefined as never,
    play: (_, { checkpoints }) => {
      asked.push(checkpoints);
      return { events: [begun, ...metrics(1, 2), finished] };
    },
  });
  expect(asked).toEqual([{}]);
  expect(store.listFinalStates()).toEqual([]);
});

test('a final state that cannot be written costs nothing but itself', async () => {
  writeFileSync(join(directory, 'blobs'), 'a file in its place');
  const { events } = await run(2);
  expect(events.at(-1)).toMatchObject({ status: 'finished' });
  expect(events.filter(({ type }) => type === 'checkpoint-not-kept')).toHaveLength(1);
  expect(store.listFinalStates()).toEqual([]);
  expect(readdirSync(directory)).toContain('checkpoints');
});
