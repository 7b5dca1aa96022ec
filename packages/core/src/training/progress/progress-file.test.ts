import { beforeAll, expect, test } from 'vitest';
import { readSafetensors, writeSafetensors } from '../../checkpoints/index.ts';
import { openEngine, type Engine } from '../../engines/index.ts';
import { SweepdeckError } from '../../errors/index.ts';
import { createStream } from '../../random/index.ts';
import { countLeakedTensors, tinyDataset } from '../../testing/index.ts';
import { train, type TrainOptions } from '../train.ts';
import type { TrainingEvent } from '../training-event.ts';
import { trialConfigSchema } from '../trial-config.ts';

const dataset = tinyDataset(60);
let engine: Engine;
let checkpoint: Uint8Array;

const base = {
  model: { name: 'mlp', width: 4 },
  optimizer: { name: 'momentum', momentum: 0.9 },
  learning_rate: 0.01,
  training: { epochs: 3, batch_size: 8 },
};

async function collect(
  changes: object = {},
  options: TrainOptions = {},
  data = dataset,
  signal = { aborted: false },
): Promise<TrainingEvent[]> {
  const all: TrainingEvent[] = [];
  const config = trialConfigSchema.parse({ ...base, ...changes });
  for await (const event of train(config, data, engine, signal, options)) all.push(event);
  return all;
}

function bytesOf(events: readonly TrainingEvent[]): Uint8Array {
  const found = events.findLast((event) => event.type === 'checkpoint');
  if (found === undefined) throw new Error('no checkpoint');
  return found.bytes;
}

const typesOf = (events: readonly TrainingEvent[]): string[] =>
  events.map(({ type }) => type).filter((type) => type !== 'progress');

beforeAll(async () => {
  engine = await openEngine('wasm');
  checkpoint = bytesOf(await collect({}, { until: { step: 4 } }));
});

test('a pause comes after its checkpoint, and a continued training says from where', async () => {
  expect(typesOf(await collect({}, { until: { step: 4 } }))).toEqual(['started', 'epoch', 'checkpoint', 'paused']);
  expect(typesOf(await collect({}, { until: { epoch: 2 } }))).toEqual([
    'started',
    'epoch',
    'epoch',
    'checkpoint',
    'paused',
  ]);
  const continued = await collect({}, { from: { bytes: checkpoint } });
  expect(typesOf(continued)).toEqual(['started', 'epoch', 'epoch', 'finished']);
  expect(continued[0]).toMatchObject({ type: 'started', from: { epoch: 1, step: 4 } });
  expect(continued.find(({ type }) => type === 'epoch')).toMatchObject({ epoch: 2, step: 6 });
});

test('on request, a final checkpoint comes before the test, also where nothing was left to train', async () => {
  const seldom = { minSeconds: Infinity, maxSeconds: Infinity, atEnd: true };
  const whole = await collect({}, { checkpoints: seldom });
  expect(typesOf(whole)).toEqual(['started', 'epoch', 'epoch', 'epoch', 'checkpoint', 'finished']);
  const final = whole.find((event) => event.type === 'checkpoint');
  expect(final).toMatchObject({ epoch: 3, step: 9, isFinal: true });
  const again = await collect({}, { checkpoints: seldom, from: { bytes: bytesOf(whole) } });
  expect(typesOf(again)).toEqual(['started', 'checkpoint', 'finished']);
  expect(again.slice(1)).toEqual(whole.slice(-2));
});

test('a training that ends anyway does not pause', async () => {
  for (const until of [{ epoch: 3 }, { epoch: 9 }, { step: 9 }, { step: 1000 }])
    expect(typesOf(await collect({}, { until })).at(-1)).toBe('finished');
});

test('checkpoints follow their rhythm, within an epoch too', async () => {
  const always = await collect({}, { checkpoints: { minSeconds: 0, maxSeconds: 0 } });
  const placesOf = (events: readonly TrainingEvent[]): number[][] =>
    events.flatMap((event) => (event.type === 'checkpoint' ? [[event.epoch, event.step]] : []));
  const steps = [1, 2, 3, 4, 5, 6, 7, 8, 9];
  expect(placesOf(always)).toEqual(steps.map((step) => [Math.floor(step / 3), step]));
  expect(placesOf(await collect({}, { checkpoints: { minSeconds: 0 } }))).toEqual([
    [1, 3],
    [2, 6],
    [3, 9],
  ]);
  expect(placesOf(await collect({}, { checkpoints: { minSeconds: 1000 } }))).toEqual([]);
  expect(placesOf(await collect())).toEqual([]);
});

test('a training that is told to stop leaves a checkpoint where it was, if it is to make any', async () => {
  const stopped = async (options: TrainOptions): Promise<TrainingEvent[]> => {
    const signal = { aborted: false };
    let batches = 0;
    const onBatch = (): void => void (signal.aborted = ++batches >= 2);
    return collect({}, { ...options, onBatch }, dataset, signal);
  };
  expect(typesOf(await stopped({}))).toEqual(['started', 'stopped']);
  const events = await stopped({ checkpoints: {} });
  expect(typesOf(events)).toEqual(['started', 'checkpoint', 'stopped']);
  const continued = await collect({}, { from: { bytes: bytesOf(events) } });
  const whole = await collect();
  const ends = [continued, whole].map((all) => all.find(({ type }) => type === 'finished'));
  expect(ends[0]).toEqual(ends[1]);
});

test('a checkpoint after the last epoch only tests', async () => {
  const last = bytesOf(await collect({}, { checkpoints: { minSeconds: 0 } }));
  expect(typesOf(await collect({}, { from: { bytes: last } }))).toEqual(['started', 'finished']);
});

test.each([
  ['another optimizer', { optimizer: { name: 'sgd' } }, 'optimizer.name "momentum"; now "sgd"'],
  ['another option', { optimizer: { name: 'momentum', momentum: 0.8 } }, 'optimizer.momentum 0.9; now 0.8'],
  ['an option that was not there', { regularization: { l2: 1 } }, 'regularization missing; now {"l2":1}'],
  ['another model', { model: { name: 'mlp', width: 5 } }, 'model.width 4; now 5'],
  ['another seed', { seed: 5 }, 'seed 0; now 5'],
])('a checkpoint of %s is refused, with the difference', async (_, changes, difference) => {
  const continued = collect(changes, { from: { bytes: checkpoint, source: 'c1' } });
  await expect(continued).rejects.toMatchObject({
    code: 'checkpoint-mismatch',
    message: `c1 belongs to another training: it has ${difference}`,
  });
});

test('a checkpoint of other data or another engine is refused', async () => {
  const other = { ...dataset, fingerprint: 'other' };
  await expect(collect({}, { from: { bytes: checkpoint } }, other)).rejects.toMatchObject({
    code: 'checkpoint-mismatch',
    message: expect.stringContaining('the fingerprint tiny-60; now other'),
  });
  const wasm = engine;
  engine = await openEngine('cpu');
  await expect(collect({}, { from: { bytes: checkpoint } })).rejects.toMatchObject({
    code: 'checkpoint-mismatch',
    message: expect.stringMatching(/it has the engine wasm .*; now cpu /),
  });
  engine = wasm;
});

test('a checkpoint of another format is refused, and so is another file', async () => {
  const { tensors, metadata } = readSafetensors(checkpoint);
  const later = writeSafetensors(tensors, { ...metadata, format: '2' });
  await expect(collect({}, { from: { bytes: later } })).rejects.toMatchObject({ code: 'checkpoint-version' });
  for (const bytes of [writeSafetensors({}), writeSafetensors(tensors, { ...metadata, progress: '{}' })])
    await expect(collect({}, { from: { bytes } })).rejects.toMatchObject({ code: 'checkpoint-invalid' });
});

test('more epochs continue where the learning rates so far stay the same', async () => {
  const more = { training: { epochs: 5, batch_size: 8 } };
  const continued = await collect(more, { from: { bytes: checkpoint } });
  const whole = await collect(more);
  const ends = [continued, whole].map((all) => all.find(({ type }) => type === 'finished'));
  expect(ends[0]).toEqual(ends[1]);
});

test.each([
  'constant',
  { name: 'reduce-on-plateau', patience: 0 },
  // Its first drop comes after the checkpoint under both numbers of epochs.
  { name: 'step', every: 0.9 },
])('more epochs continue with the schedule %j', async (schedule) => {
  const early = bytesOf(await collect({ schedule }, { until: { step: 4 } }));
  const events = await collect({ schedule, training: { epochs: 5, batch_size: 8 } }, { from: { bytes: early } });
  expect(typesOf(events).at(-1)).toBe('finished');
});

test.each([
  ['cosine', 'used the rate 0.00962 at step 2 of 3 epochs; with 5 epochs it is 0.00987'],
  ['one-cycle', 'used the rate 0.00651 at step 2 of 3 epochs; with 5 epochs it is 0.00221'],
])('more epochs do not continue with the schedule %s, which would have used other rates', async (schedule, rates) => {
  const early = bytesOf(await collect({ schedule }, { until: { step: 4 } }));
  const continued = collect({ schedule, training: { epochs: 5, batch_size: 8 } }, { from: { bytes: early } });
  await expect(continued).rejects.toMatchObject({
    code: 'checkpoint-horizon',
    message: `the checkpoint cannot be continued to 5 epochs: the schedule ${schedule} ${rates}`,
  });
});

test('a checkpoint that is truncated anywhere is refused; one with a wrong byte never crashes', async () => {
  const stream = createStream(7, 'damage', 0);
  const places = Array.from({ length: 200 }, () => stream.nextInteger(checkpoint.length));
  const leaked = await countLeakedTensors(async () => {
    for (const place of places) {
      await expect(collect({}, { from: { bytes: checkpoint.subarray(0, place) } })).rejects.toThrow(SweepdeckError);
      const flipped = checkpoint.map((byte, at) => (at === place ? byte ^ (1 << stream.nextInteger(8)) : byte));
      // Damage to the tensors themselves is found by the hash of the file, which its keeper compares.
      const error: unknown = await collect({}, { from: { bytes: flipped } }).then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      expect(error === undefined || error instanceof SweepdeckError).toBe(true);
    }
  });
  expect(leaked).toBe(0);
});
