import { beforeAll, describe, expect, test } from 'vitest';
import { power } from '../../portable-math/index.ts';
import { openEngine, type Engine } from '../../engines/index.ts';
import { countLeakedTensors, tinyDataset } from '../../testing/index.ts';
import { trialConfigSchema } from '../trial-config.ts';
import { runRangeTest } from './run-range-test.ts';
import { createSmoother, summarizeRange, type RangePoint, type RangeSummary } from './summarize-range.ts';

const config = trialConfigSchema.parse({
  model: 'logistic',
  loss: { name: 'mse', on: 'logits' },
  optimizer: 'sgd',
  training: { batch_size: 8 },
});
const options = { minimumRate: 1e-4, maximumRate: 100, steps: 60 };

/** A curve over rates 1e-6, 1e-5.9, ... */
function curve(losses: readonly number[]): RangePoint[] {
  return losses.map((loss, i) => ({ step: i + 1, learningRate: 10 ** (-6 + i / 10), loss, smoothedLoss: loss }));
}

test('the smoothed loss is a bias-corrected moving average', () => {
  expect([3, 3, 3].map(createSmoother(0.9))).toEqual([3, 3, 3].map((value) => expect.closeTo(value, 12)));
  // (0.5 (0.5 * 1) + 0.5 * 4) / (1 - 0.25)
  expect([1, 4].map(createSmoother(0.5))).toEqual([1, expect.closeTo(3, 12)]);
});

test('smoothing one loss at a time gives the same bits as smoothing all losses so far', () => {
  const losses = Array.from({ length: 200 }, (_, i) => 2.3 * Math.exp(-i / 40) + 0.1 * Math.sin(7 * i)).concat(
    Infinity,
    Number.NaN,
  );
  const smoother = createSmoother(0.95);
  losses.forEach((loss, last) => {
    let average = 0;
    for (const each of losses.slice(0, last + 1)) average = 0.95 * average + (1 - 0.95) * each;
    expect(smoother(loss)).toBe(average / (1 - power(0.95, last + 1)));
  });
});

test('rates are read off where the loss falls', () => {
  // Flat at 2 up to 1e-4, a straight fall to 1 up to 1e-3, then up again.
  const losses = Array.from({ length: 41 }, (_, i) => (i <= 20 ? 2 : i <= 30 ? 2 - (i - 20) / 10 : 1 + (i - 30) / 5));
  const { suggestedRate, usableRates } = summarizeRange(curve(losses), 'reached-the-end');
  expect(usableRates?.from).toBeCloseTo(10 ** -3.9, 8);
  expect(usableRates?.to).toBeCloseTo(10 ** -3, 8);
  expect(suggestedRate).toBeGreaterThan(10 ** -3.9);
  expect(suggestedRate).toBeLessThan(10 ** -3);
});

test('a dip of the first losses does not count as the beginning of the fall', () => {
  const losses = Array.from({ length: 41 }, (_, i) =>
    i === 0 ? 2.3 : i === 2 ? 1.8 : i <= 20 ? 2 : 2 - (i - 20) / 20,
  );
  const { usableRates } = summarizeRange(curve(losses), 'reached-the-end');
  expect(usableRates?.from).toBeCloseTo(10 ** -3.8, 8);
});

test.each([
  ['never falls', [1, 1.5, 2, 3, 5]],
  ['stays as it is, but for noise', [1, 0.995, 1.001, 0.99, 1]],
  ['is no number', [Number.NaN, Number.NaN]],
  ['has no point', []],
])('no rate is suggested where the loss %s', (_, losses) => {
  const { suggestedRate, usableRates } = summarizeRange(curve(losses), 'blew-up');
  expect([suggestedRate, usableRates]).toEqual([null, null]);
});

test('a last point that is not finite does not hide the fall before it', () => {
  const { usableRates } = summarizeRange(curve([2, 2, 1.5, 1, 0.5, Infinity]), 'blew-up');
  expect(usableRates?.to).toBeCloseTo(10 ** -5.6, 8);
});

describe.each(['cpu', 'wasm'] as const)('on %s', (name) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openEngine(name);
  });

  async function run(): Promise<{ points: RangePoint[]; ending: RangeSummary['ending'] }> {
    const points: RangePoint[] = [];
    const steps = runRangeTest(config, tinyDataset(), engine, options, { aborted: false });
    for (;;) {
      const next = await steps.next();
      if (next.done === true) return { points, ending: next.value };
      points.push(next.value);
    }
  }

  test('the rate grows by one factor until the loss blows up, and a rate that trains is suggested', async () => {
    const { points, ending } = await run();
    expect(ending).toBe('blew-up');
    expect(points.length).toBeLessThan(options.steps);
    const factor = (options.maximumRate / options.minimumRate) ** (1 / (options.steps - 1));
    points.slice(1).forEach(({ learningRate }, i) => {
      expect(learningRate / (points[i]?.learningRate ?? Number.NaN)).toBeCloseTo(factor, 9);
    });
    const { suggestedRate, usableRates } = summarizeRange(points, ending);
    expect(suggestedRate).toBeGreaterThan(0.005);
    expect(suggestedRate).toBeLessThan(usableRates?.to ?? 0);
  });

  test('two runs are the same bits', async () => {
    expect(await run()).toEqual(await run());
  });

  test('leaves no tensor behind, also when it is left early', async () => {
    const leaked = await countLeakedTensors(async () => {
      await run();
      for await (const { step } of runRangeTest(config, tinyDataset(), engine, options, { aborted: false }))
        if (step === 3) break;
    });
    expect(leaked).toBe(0);
  });
});
