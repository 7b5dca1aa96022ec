import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openEngine, type Engine } from '@sweepdeck/core/engines';
import { serializeError } from '@sweepdeck/core/errors';
import { createStream } from '@sweepdeck/core/random';
import { tinyDataset } from '@sweepdeck/core/testing';
import { train, trialConfigSchema, type TrainingEvent } from '@sweepdeck/core/training';
import type { SweepEvent } from '../events/sweep-event.ts';
import type { TrialPool } from '../pool/trial-pool.ts';
import type { TrialRecord } from '../records/records.ts';
import { openBlobFolder, type BlobFolder } from '../store/blobs/blob-folder.ts';
import { openMemoryStore } from '../store/open-store.ts';
import { openWithTrials } from '../store/open-with-trials.ts';
import type { Store } from '../store/store.ts';
import { readCheckpoint } from '../worker/read-checkpoint.ts';
import { startSweep, sweep } from '../../test/fixtures/scripted-sweep.ts';

const cuts = 200;
const changes = 50;
const dataset = tinyDataset(24);
const config = trialConfigSchema.parse({
  model: { name: 'mlp', width: 2 },
  optimizer: { name: 'momentum', momentum: 0.9 },
  learning_rate: 0.01,
  training: { epochs: 2, batch_size: 4 },
});
const oneTrial = { ...sweep, trials: [{ key: 'one', cell: 'one', repeat: 0, config, parameters: {} }] };

let engine: Engine;
let directory: string;
let folder: BlobFolder;
beforeAll(async () => {
  engine = await openEngine('wasm');
});
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'sweepdeck-damaged-'));
  folder = openBlobFolder(directory);
  mkdirSync(join(directory, 'blobs'));
});
afterEach(() => rmSync(directory, { recursive: true }));

/** Training events by the SHA-256 of the checkpoint that training continued from: the same bytes give the same events. */
const trained = new Map<string, readonly TrainingEvent[]>();

/** Trains from a checkpoint, or from scratch, unless this was done before. */
async function trainOnce(from: Parameters<typeof readCheckpoint>[0] | undefined): Promise<readonly TrainingEvent[]> {
  const options = from === undefined ? {} : { from: readCheckpoint(from) };
  const key = createHash('sha256')
    .update(options.from?.bytes ?? '')
    .digest('hex');
  const events: TrainingEvent[] = [...(trained.get(key) ?? [])];
  if (events.length > 0) return events;
  for await (const event of train(config, dataset, engine, { aborted: false }, options)) events.push(event);
  trained.set(key, events);
  return events;
}

/** A worker in this thread that really trains. */
function trainingPool(onStart = (): void => undefined): TrialPool {
  return {
    size: 1,
    run({ from }, onEvent) {
      const work = async (): Promise<{ readonly type: 'done' }> => {
        onStart();
        for (const event of await trainOnce(from)) onEvent({ type: 'event', event });
        return { type: 'done' };
      };
      const outcome = work().catch((error: unknown) => ({ type: 'failed' as const, error: serializeError(error) }));
      return { outcome, stop: () => Promise.resolve() };
    },
    measure: () => Promise.reject(new Error('nothing to measure')),
    stopAll: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}

/** The first three of the four steps of the trial: its events, and the checkpoints after the last two of them. */
interface Beginning {
  readonly epochs: readonly Extract<TrainingEvent, { type: 'epoch' }>[];
  readonly checkpoints: readonly Extract<TrainingEvent, { type: 'checkpoint' }>[];
}

async function begin(): Promise<Beginning> {
  const events: TrainingEvent[] = [];
  const checkpoints = { minSeconds: 0, maxSeconds: 0 };
  for await (const event of train(config, dataset, engine, { aborted: false }, { until: { step: 3 }, checkpoints }))
    events.push(event);
  const made = events.filter((event) => event.type === 'checkpoint').slice(-2);
  expect(made.map(({ step }) => step)).toEqual([2, 3]);
  return { epochs: events.filter((event) => event.type === 'epoch'), checkpoints: made };
}

/** Makes the store of a sweep whose process is gone after the beginning. Returns the path of the newest checkpoint. */
function leave(store: Store, { epochs, checkpoints }: Beginning): string {
  const { id } = openWithTrials(store, oneTrial, { isFresh: false, workers: 1, processId: process.pid });
  const attempt = store.startAttempt(1, { worker: 0, environment: {}, sweepId: id });
  for (const { epoch, metrics } of epochs) store.appendEpoch(attempt.id, epoch, metrics);
  let path = '';
  for (const { epoch, step, bytes } of checkpoints) {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    path = folder.pathOf(sha256);
    writeFileSync(path, bytes);
    store.addCheckpoint(attempt.id, { epoch, step, sha256, bytes: bytes.length, seconds: 0 });
  }
  store.closeSweep(id, 'paused');
  return path;
}

interface Ended {
  readonly events: readonly SweepEvent[];
  /** Metrics and results of the trial, without its times. */
  readonly bits: unknown;
}

async function runOn(store: Store, pool: TrialPool): Promise<Ended> {
  const { events, outcome } = startSweep(store, pool, {
    sweep: oneTrial,
    dataset,
    checkpoints: { folder, rhythm: {} },
  });
  await outcome;
  const [trial] = store.listTrials(1) as [TrialRecord];
  const metrics = store.listMetrics([trial.id], ['train.loss', 'validation.loss', 'validation.accuracy']);
  const result = trial.result && { ...trial.result, seconds: 0 };
  store.close();
  return { events, bits: { status: trial.status, result, metrics } };
}

test('a checkpoint that is cut or changed at any byte gives way to the one before, and no result changes', async () => {
  const whole = await runOn(openMemoryStore(), trainingPool());
  expect(whole.bits).toMatchObject({ status: 'finished' });
  const beginning = await begin();
  const newest = beginning.checkpoints.at(-1)?.bytes ?? new Uint8Array();
  const stream = createStream(1, 'damaged-checkpoints', 0);
  const cut = (place: number): Uint8Array => newest.subarray(0, place);
  const changed = (place: number): Uint8Array =>
    newest.map((byte, at) => (at === place ? byte ^ (1 << stream.nextInteger(8)) : byte));
  for (let round = 0; round < cuts + changes; round++) {
    const store = openMemoryStore();
    const path = leave(store, beginning);
    const place = stream.nextInteger(newest.length);
    writeFileSync(path, round < cuts ? cut(place) : changed(place));
    const { events, bits } = await runOn(store, trainingPool());
    expect(
      {
        bits,
        from: events.find((event) => event.type === 'trial-started')?.from?.step,
        warnings: events.flatMap((event) => (event.type === 'checkpoint-unusable' ? [event.error.code] : [])),
      },
      `at byte ${place} of ${newest.length}`,
    ).toEqual({ bits: whole.bits, from: 2, warnings: ['blob-damaged'] });
  }
});

test('a checkpoint that is damaged after it was chosen costs the trial its progress, and no result changes', async () => {
  const whole = await runOn(openMemoryStore(), trainingPool());
  const store = openMemoryStore();
  const path = leave(store, await begin());
  let isFirst = true;
  const onStart = (): void => {
    if (isFirst) writeFileSync(path, 'x');
    isFirst = false;
  };
  const { events, bits } = await runOn(store, trainingPool(onStart));
  expect(bits).toEqual(whole.bits);
  expect(events.filter(({ type }) => type === 'checkpoint-unusable')).toMatchObject([
    { error: { code: 'checkpoint-damaged' } },
  ]);
});
