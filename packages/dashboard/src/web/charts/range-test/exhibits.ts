import { exhibitsOf } from '../parts/exhibit.ts';
import { buildRangeTestConfig } from './range-test.ts';
import type { RangePoint, RangeTestData } from './range-data.ts';
import { wobble } from '../parts/wobble.ts';

const rateAt = (step: number, steps: number): number => 1e-6 * 1e7 ** (steps === 1 ? 0 : step / (steps - 1));

/** Makes losses over rates from 1e-6 to 10; `lossAt` receives the rate's power of ten. */
function curve(steps: number, lossAt: (power: number) => number): RangePoint[] {
  return Array.from({ length: steps }, (_, step) => {
    const learningRate = rateAt(step, steps);
    const smoothedLoss = lossAt(Math.log10(learningRate)) + 0.01 * wobble(step);
    return { learningRate, smoothedLoss, loss: smoothedLoss + 0.1 * wobble(step + 1000) };
  });
}

const fall = (power: number): number => 2.3 - 1.6 / (1 + Math.exp(-4 * (power + 3)));
const fallAndRise = (power: number): number => fall(power) + Math.exp(3 * (power + 0.8));

/** Makes the result of a test of `points` with marks at these powers of ten, moved to measured rates. */
function read(points: readonly RangePoint[], suggested: number, from: number, to: number): RangeTestData {
  const nearest = (power: number): number =>
    points.find(({ learningRate }) => Math.log10(learningRate) >= power)?.learningRate ?? 10 ** power;
  return { points, suggestedRate: nearest(suggested), usableRates: { from: nearest(from), to: nearest(to) } };
}

const nothing = { suggestedRate: null, usableRates: null };
const until = (points: readonly RangePoint[], power: number): readonly RangePoint[] =>
  points.filter(({ learningRate }) => Math.log10(learningRate) <= power);
const lost = (learningRate: number): RangePoint => ({ learningRate, loss: Infinity, smoothedLoss: Infinity });

export const rangeTestFixtures = {
  'blew up': read(until(curve(200, fallAndRise), 0.1), -3, -3.5, -1.7),
  diverged: read([...until(curve(200, fallAndRise), -0.9), lost(0.14)], -3, -3.5, -1.7),
  'reached the end': read(curve(200, fall), -3, -3.5, 0.9),
  'nothing to suggest': { points: curve(200, () => 2.3), ...nothing },
  '10 steps': read(curve(10, fall), -3, -3.4, -1),
  '5000 steps': read(until(curve(5000, fallAndRise), -0.5), -3, -3.5, -1.7),
  'huge at the end': read(
    [...until(curve(200, fall), 0), { learningRate: 1.1, loss: 1e300, smoothedLoss: 5e298 }],
    -3,
    -3.5,
    -0.1,
  ),
  'one point': { points: curve(1, () => 2.3), ...nothing },
  NaN: { points: [{ learningRate: 1e-6, loss: Number.NaN, smoothedLoss: Number.NaN }], ...nothing },
  empty: { points: [], ...nothing },
} satisfies Record<string, RangeTestData>;

export const exhibits = exhibitsOf('Learning-rate range test', rangeTestFixtures, buildRangeTestConfig, () => ({
  heightPx: 260,
  maxWidthPx: 560,
}));
