import { assert, array, double, integer, property } from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { openEngine, type Engine } from '../engines/index.ts';
import { countLeakedTensors, tinyDataset } from '../testing/index.ts';
import { earlyStoppingSchema, isImprovement, stopsEarly } from './early-stopping.ts';
import { train } from './train.ts';
import type { TrainingEvent } from './training-event.ts';
import { trialConfigSchema } from './trial-config.ts';

const options = (changes: object): ReturnType<typeof earlyStoppingSchema.parse> => earlyStoppingSchema.parse(changes);

test.each([
  ['maximize', [0.5, 0.6, 0.6, 0.59], 2, true],
  ['maximize', [0.5, 0.6, 0.6, 0.61], 2, false],
  ['maximize', [0.5, 0.6, 0.6], 2, false],
  ['minimize', [0.5, 0.6, 0.5], 2, true],
  ['minimize', [0.5, 0.6, 0.4], 2, false],
  ['minimize', [], 1, false],
] as const)('%s %j with a patience of %d: %s', (goal, objectives, patience, expected) => {
  expect(stopsEarly(objectives, goal, options({ patience }))).toBe(expected);
});

test('a gain of no more than min_delta is none, on the best so far and not on the last', () => {
  const creeping = [0.5, 0.515, 0.53, 0.545, 0.56];
  expect(stopsEarly(creeping.slice(0, 2), 'maximize', options({ patience: 1, min_delta: 0.02 }))).toBe(true);
  expect(stopsEarly(creeping, 'maximize', options({ patience: 2, min_delta: 0.02 }))).toBe(false);
  expect(isImprovement(0.25, 0.5, 'minimize', 0.25)).toBe(false);
});

test('NaN is no improvement, but any number is one on NaN', () => {
  const { NaN: nan } = Number;
  expect(stopsEarly([nan, nan, nan], 'maximize', options({ patience: 2 }))).toBe(true);
  expect(stopsEarly([nan, 0.1, 0.2], 'maximize', options({ patience: 1 }))).toBe(false);
  expect(stopsEarly([0.1, nan], 'minimize', options({ patience: 1 }))).toBe(true);
});

test('maximizing is minimizing the negated objective', () => {
  assert(
    property(array(double({ min: -5, max: 5 })), integer({ min: 1, max: 5 }), (values, patience) => {
      const negated = values.map((value) => -value);
      const stops = options({ patience, min_delta: 0.1 });
      expect(stopsEarly(negated, 'minimize', stops)).toBe(stopsEarly(values, 'maximize', stops));
    }),
  );
});

test.each([{ patience: 0 }, { patience: 1.5 }, { min_delta: -1 }, { restore_best: 'yes' }, { wait: 1 }])(
  'refuses %j',
  (changes) => {
    expect(earlyStoppingSchema.safeParse(changes).success).toBe(false);
  },
);

describe.each(['cpu', 'wasm'] as const)('on %s', (name) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openEngine(name);
  });

  /** No epoch gains 10 on the first one's objective: training ends after `patience` more. */
  async function run(restoreBest: boolean, goal: 'maximize' | 'minimize'): Promise<TrainingEvent[]> {
    const config = trialConfigSchema.parse({
      learning_rate: 0.01,
      metric: { name: 'validation.nll', goal },
      training: {
        epochs: 8,
        batch_size: 10,
        early_stopping: { patience: 2, min_delta: 10, restore_best: restoreBest },
      },
    });
    const events: TrainingEvent[] = [];
    const collect = async (): Promise<void> => {
      for await (const event of train(config, tinyDataset(), engine, { aborted: false })) events.push(event);
    };
    expect(await countLeakedTensors(collect)).toBe(0);
    return events.filter(({ type }) => type !== 'progress');
  }

  test.each(['maximize', 'minimize'] as const)('ends early and tests the best epoch or the last: %s', async (goal) => {
    const withBest = await run(true, goal);
    expect(withBest.map(({ type }) => type)).toEqual(['started', 'epoch', 'epoch', 'epoch', 'finished']);
    const values = withBest.flatMap((event) => (event.type === 'epoch' ? [event.metrics['validation.nll'] ?? 0] : []));
    const best = goal === 'maximize' ? Math.max(...values) : Math.min(...values);
    expect(withBest.at(-1)).toMatchObject({ bestEpoch: values.indexOf(best) + 1, objective: best });
    const withLast = await run(false, goal);
    expect(withLast.at(-1)).toMatchObject({ type: 'finished', bestEpoch: 3, objective: values[2] });
    // The network learns: the first epoch, where it is the best one, tests worse than the last.
    const testedNll = [withBest, withLast].map((events) =>
      events.flatMap((e) => (e.type === 'finished' ? [e.test.nll] : [])),
    );
    expect(testedNll[0]?.[0] === testedNll[1]?.[0]).toBe(values.indexOf(best) === 2);
  });
});
