import { beforeEach, describe, expect, test } from 'vitest';
import { openEngine, type Engine } from '../engines/index.ts';
import { countLeakedTensors, tinyDataset } from '../testing/index.ts';
import { train } from './train.ts';
import type { TrainingEvent } from './training-event.ts';
import { trialConfigSchema, type TrialConfig } from './trial-config.ts';

const dataset = tinyDataset();
const running = { aborted: false };

function configOf(changes: Record<string, unknown> = {}): TrialConfig {
  return trialConfigSchema.parse({
    // Narrow, because the engine cpu computes about a thousand times slower.
    model: { name: 'seed-cnn', width: 0.25 },
    learning_rate: 0.01,
    training: { epochs: 3, batch_size: 10 },
    ...changes,
  });
}

async function collect(events: AsyncIterable<TrainingEvent>): Promise<TrainingEvent[]> {
  const all: TrainingEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

/** Everything but the clock: what must be the same bits in two runs. */
function withoutTimes(events: readonly TrainingEvent[]): unknown {
  return events
    .filter(({ type }) => type !== 'progress')
    .map((event) =>
      event.type === 'epoch'
        ? { ...event, metrics: { ...event.metrics, seconds: 0, samples_per_second: 0, engine_memory: 0 } }
        : event,
    );
}

function last(events: readonly TrainingEvent[]): TrainingEvent {
  const event = events.at(-1);
  if (event === undefined) throw new Error('no events');
  return event;
}

describe.each(['cpu', 'wasm'] as const)('on %s', (name) => {
  let engine: Engine;
  beforeEach(async () => {
    engine = await openEngine(name);
  });

  test('learns, and tells each epoch and the test result', async () => {
    const events = await collect(train(configOf(), dataset, engine, running));
    expect(events[0]).toEqual({
      type: 'started',
      parameterCount: expect.any(Number),
      multiplyAdds: expect.any(Number),
      stepsPerEpoch: 4,
      epochs: 3,
    });
    const epochs = events.filter((event) => event.type === 'epoch');
    expect(epochs.map(({ epoch, step }) => [epoch, step])).toEqual([
      [1, 4],
      [2, 8],
      [3, 12],
    ]);
    expect(Object.keys(epochs[0]?.metrics ?? {}).sort()).toEqual([
      'engine_memory',
      'gradient_norm',
      'learning_rate',
      'samples_per_second',
      'seconds',
      'train.accuracy',
      'train.balanced_accuracy',
      'train.brier',
      'train.ece',
      'train.loss',
      'train.macro_f1',
      'train.nll',
      'train.top_3_accuracy',
      'train.top_5_accuracy',
      'validation.accuracy',
      'validation.balanced_accuracy',
      'validation.brier',
      'validation.ece',
      'validation.loss',
      'validation.macro_f1',
      'validation.nll',
      'validation.top_3_accuracy',
      'validation.top_5_accuracy',
    ]);
    const finished = last(events);
    if (finished.type !== 'finished') throw new Error(`ended with ${finished.type}`);
    expect(finished.test.accuracy).toBeGreaterThan(0.9);
    const counted = finished.confusion.flat().reduce((a, b) => a + b);
    expect(counted).toBe(dataset.splits.test.length);
    expect(finished.reliability.reduce((sum, { count }) => sum + count, 0)).toBe(counted);
    const right = finished.confusion.reduce((sum, row, place) => sum + (row[place] ?? 0), 0);
    expect(finished.mistakes).toHaveLength(Math.min(25, counted - right));
    for (const { index, label, predicted } of finished.mistakes) {
      expect(dataset.splits.test).toContain(index);
      expect([dataset.labels[index], predicted === label]).toEqual([label, false]);
    }
    const accuracies = epochs.map(({ metrics }) => metrics['validation.accuracy'] ?? 0);
    expect(finished.objective).toBe(Math.max(...accuracies));
    expect(finished.bestEpoch).toBe(accuracies.indexOf(finished.objective) + 1);
  });

  test('the same seed gives the same bits, another seed others', async () => {
    const run = async (seed: number): Promise<unknown> =>
      withoutTimes(await collect(train(configOf({ seed }), dataset, engine, running)));
    const first = await run(1);
    expect(await run(1)).toEqual(first);
    expect(await run(2)).not.toEqual(first);
  });

  test.each(['cross-entropy', 'mse', 'hinge'])('no tensor is left over three epochs with %s', async (loss) => {
    for (const optimizer of ['sgd', 'momentum', 'adam', 'rmsprop']) {
      expect(
        await countLeakedTensors(() => collect(train(configOf({ loss, optimizer }), dataset, engine, running))),
      ).toBe(0);
    }
  });

  test('no tensor is left when the consumer stops early, is told to stop, or the trial diverges', async () => {
    const leaked = await countLeakedTensors(async () => {
      for await (const event of train(configOf(), dataset, engine, running)) if (event.type === 'epoch') break;
      await collect(train(configOf(), dataset, engine, { aborted: true }));
      await collect(
        train(configOf({ learning_rate: 1000, optimizer: 'momentum', loss: 'hinge' }), dataset, engine, running),
      );
    });
    expect(leaked).toBe(0);
  });

  test('a stop request ends the trial before the next batch', async () => {
    const signal = { aborted: false };
    const events: TrainingEvent[] = [];
    for await (const event of train(configOf(), dataset, engine, signal)) {
      events.push(event);
      if (event.type === 'epoch') signal.aborted = true;
    }
    expect(last(events)).toEqual({ type: 'stopped', epoch: 2, step: 4 });
  });

  test('numbers that are not finite end the trial as diverged, with the step', async () => {
    const config = configOf({
      model: 'seed-cnn',
      learning_rate: 1000,
      optimizer: 'sgd',
      training: { epochs: 6, batch_size: 4 },
    });
    const event = last(await collect(train(config, dataset, engine, running)));
    if (event.type !== 'diverged') throw new Error(`ended with ${event.type}`);
    expect(event.step).toBeGreaterThan(1);
    expect(['nan', 'infinity']).toContain(event.value);
  });

  test('minimizing picks the epoch with the smallest value', async () => {
    const config = configOf({ metric: { name: 'validation.nll', goal: 'minimize' } });
    const events = await collect(train(config, dataset, engine, running));
    const values = events.flatMap((event) => (event.type === 'epoch' ? [event.metrics['validation.nll'] ?? 0] : []));
    const finished = last(events);
    expect(finished).toMatchObject({ type: 'finished', objective: Math.min(...values) });
  });
});
