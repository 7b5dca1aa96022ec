import { describe, expect, test } from 'vitest';
import { standardize } from '../datasets/standardize.ts';
import { openEngine } from '../engines/index.ts';
import { countLeakedTensors, tinyDataset } from '../testing/index.ts';
import { createTrial } from './create-trial.ts';
import { train } from './train.ts';
import type { TrainingEvent } from './training-event.ts';
import { trialConfigSchema, type TrialConfig } from './trial-config.ts';

const plain = tinyDataset();
const standardized = { ...plain, normalization: standardize(plain, plain.splits.train) };
const running = { aborted: false };

const configOf = (fold?: object): TrialConfig =>
  trialConfigSchema.parse({ learning_rate: 0.01, training: { epochs: 3, batch_size: 10 }, ...(fold && { fold }) });

async function collect(events: AsyncIterable<TrainingEvent>): Promise<TrainingEvent[]> {
  const all: TrainingEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

describe.each(['wasm', 'cpu'])('on %s', (name) => {
  test.each([
    ['plain', plain],
    ['standardized', standardized],
  ])('a fold of %s images learns and is tested on the images of every fold', async (_, dataset) => {
    const engine = await openEngine(name);
    const events = await collect(train(configOf({ index: 1, count: 4 }), dataset, engine, running));
    // 48 of the 64 images outside the test split, in batches of 10.
    expect(events[0]).toMatchObject({ type: 'started', stepsPerEpoch: 5 });
    const finished = events.at(-1);
    if (finished?.type !== 'finished') throw new Error(`ended with ${finished?.type}`);
    expect(finished.test.accuracy).toBeGreaterThan(0.9);
    expect(finished.confusion.flat().reduce((a, b) => a + b)).toBe(plain.splits.test.length);
  });

  test('no tensor is left', async () => {
    const engine = await openEngine(name);
    const run = () => collect(train(configOf({ index: 0, count: 2 }), standardized, engine, running));
    expect(await countLeakedTensors(run)).toBe(0);
  });
});

test('a fold measures its normalization on its own train split, and leaves pixels alone that were', async () => {
  const [first, second] = await Promise.all(
    [0, 1].map(async (index) => (await createTrial(configOf({ index, count: 4 }), standardized)).dataset),
  );
  expect(first?.normalization).toEqual(standardize(plain, first?.splits.train ?? new Uint32Array()));
  expect(second?.normalization).not.toEqual(first?.normalization);
  expect((await createTrial(configOf({ index: 0, count: 4 }), plain)).dataset.normalization).toBe(plain.normalization);
  expect((await createTrial(configOf(), standardized)).dataset).toBe(standardized);
});
