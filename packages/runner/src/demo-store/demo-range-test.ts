import { createStream } from '@sweepdeck/core/random';
import type { RangeTest } from '../records/range-test.ts';
import type { TrialRecord } from '../records/records.ts';

interface DemoRange {
  /** The tested configuration; its learning rate is ignored. */
  readonly trial: TrialRecord;
  /** log10 of the rate where the invented loss falls fastest; null for a loss that never falls. */
  readonly fallsAt: number | null;
  readonly endsWith: 'the-end' | 'a-high-loss' | 'no-number';
}

const steps = 200;

/** Invents a range test of realistic shape: a plateau, a fall, and a rise that ends it. */
export function demoRangeTest({ trial, fallsAt, endsWith }: DemoRange): RangeTest {
  const { config } = trial;
  const { optimizer, loss } = config;
  const stream = createStream(1, `demo/range-test/${loss.name}/${optimizer.name}`, 0);
  const all = Array.from({ length: steps }, (_, index) => {
    const power = -6 + (7 * index) / (steps - 1);
    const fallen = fallsAt === null ? 0 : 1.7 / (1 + Math.exp(-5 * (power - fallsAt)));
    const risen = fallsAt === null || endsWith === 'the-end' ? 0 : Math.exp(3 * (power - fallsAt - 1.9));
    const smoothedLoss = 2.3 - fallen + risen + 0.008 * stream.nextNormal();
    const batchLoss = smoothedLoss + 0.15 * stream.nextNormal();
    return { step: index + 1, learningRate: 10 ** power, loss: batchLoss, smoothedLoss };
  });
  const measured = all.filter(({ smoothedLoss }) => smoothedLoss < 9);
  const next = all[measured.length];
  const points =
    endsWith === 'no-number' && next !== undefined
      ? [...measured, { ...next, loss: Number.NaN, smoothedLoss: Number.NaN }]
      : measured;
  // The rates are among the measured ones.
  const rateFrom = (power: number): number =>
    all.find((point) => Math.log10(point.learningRate) >= power)?.learningRate ?? 10;
  return {
    label: `${loss.name} · ${optimizer.name}`,
    config,
    engine: 'wasm',
    datasetFingerprint: 'demo',
    options: { minimumRate: 1e-6, maximumRate: 10, steps },
    points,
    summary: {
      suggestedRate: fallsAt === null ? null : rateFrom(fallsAt),
      usableRates: fallsAt === null ? null : { from: rateFrom(fallsAt - 0.45), to: rateFrom(fallsAt + 1.2) },
      ending: endsWith === 'the-end' ? 'reached-the-end' : 'blew-up',
    },
    seconds: 3.4,
  };
}
