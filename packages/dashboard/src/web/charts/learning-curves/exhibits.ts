import { exhibitsOf } from '../parts/exhibit.ts';
import { buildLearningCurvesConfig } from './learning-curves.ts';
import type { CurveRun, CurveSeries, LearningCurvesData } from './curve-data.ts';
import { wobble } from '../parts/wobble.ts';

const accuracy = { title: 'validation accuracy', kind: 'share', goal: 'maximize' } as const;
const loss = { title: 'loss', kind: 'loss', goal: 'minimize' } as const;

/** Makes a run that climbs from `start` towards `end`. */
function run(trialId: number, start: number, end: number, epochs: number, pace = 0.5): CurveRun {
  const points = Array.from({ length: epochs }, (_, index) => {
    const rest = Math.exp(-pace * index);
    return { epoch: index + 1, value: end + (start - end) * rest + 0.006 * rest * wobble(trialId * 97 + index) };
  });
  return { trialId, points, hasDiverged: false };
}

/** Makes the same run, stopped after `epoch` by a value that is not finite. */
function divergedAt(source: CurveRun, epoch: number, value: number): CurveRun {
  return { ...source, points: [...source.points.slice(0, epoch), { epoch: epoch + 1, value }], hasDiverged: true };
}

function series(place: number, label: string, split: CurveSeries['split'], runs: readonly CurveRun[]): CurveSeries {
  return { cell: `cell-${place}`, label, colorIndex: place, split, runs };
}

const repeats = (first: number, start: number, end: number, spread: number, epochs = 10): readonly CurveRun[] =>
  [0, 1, 2, 3, 4].map((seed) => run(first + seed, start, end + spread * wobble(first * 13 + seed), epochs));

const typical: LearningCurvesData = {
  metric: accuracy,
  series: [
    series(0, 'cross-entropy · adam · 0.001', 'validation', repeats(1, 0.9, 0.981, 0.002)),
    series(1, 'mse · adam · 0.001', 'validation', repeats(11, 0.86, 0.975, 0.004)),
    series(2, 'hinge · momentum · 0.01', 'validation', repeats(21, 0.8, 0.962, 0.006)),
    series(3, 'cross-entropy · sgd · 0.01', 'validation', repeats(31, 0.71, 0.935, 0.012)),
  ],
};

const trainAndValidation: LearningCurvesData = {
  metric: loss,
  hasLegend: true,
  series: [
    series(0, 'cross-entropy · adam · 0.001', 'train', repeats(41, 0.62, 0.03, 0.004)),
    series(0, 'cross-entropy · adam · 0.001', 'validation', repeats(46, 0.5, 0.11, 0.02)),
    series(4, 'cross-entropy · sgd · 0.01', 'train', repeats(51, 0.95, 0.24, 0.01)),
    series(4, 'cross-entropy · sgd · 0.01', 'validation', repeats(56, 0.88, 0.27, 0.02)),
  ],
};

const onePoint: LearningCurvesData = {
  metric: accuracy,
  series: [
    series(
      0,
      'cross-entropy · adam · 0.001',
      'validation',
      [0.951, 0.955, 0.958].map((value, seed) => run(61 + seed, value, value, 1)),
    ),
    series(1, 'mse · adam · 0.001', 'validation', [run(66, 0.941, 0.941, 1)]),
  ],
};

const diverged: LearningCurvesData = {
  metric: loss,
  series: [
    series(0, 'cross-entropy · adam · 0.001', 'validation', repeats(71, 0.6, 0.12, 0.01)),
    series(2, 'cross-entropy · momentum · 0.3', 'validation', [
      divergedAt(run(76, 0.8, 0.9, 10), 4, Number.NaN),
      divergedAt(run(77, 0.7, 0.5, 10), 6, Number.POSITIVE_INFINITY),
      run(78, 0.85, 0.6, 10),
    ]),
    series(3, 'mse · sgd · 1', 'validation', [
      {
        trialId: 79,
        hasDiverged: true,
        points: [0.9, 7, 4e5, 1e38, Number.POSITIVE_INFINITY].map((value, index) => ({ epoch: index + 1, value })),
      },
    ]),
    series(5, 'hinge · sgd · 10', 'validation', [
      { trialId: 80, hasDiverged: true, points: [{ epoch: 1, value: Number.NaN }] },
    ]),
  ],
};

const manyDecades: LearningCurvesData = {
  metric: loss,
  series: [0, 1, 2, 3].map((place) =>
    series(place, `loss at 1e-${place + 1}`, 'validation', [
      {
        trialId: 90 + place,
        hasDiverged: false,
        points: Array.from({ length: 30 }, (_, index) => ({
          epoch: index + 1,
          value: 4 * Math.exp(-index * (0.08 + 0.1 * place)) * (1 + 0.15 * wobble(place * 50 + index)),
        })),
      },
    ]),
  ),
};

const fiveHundredRuns: LearningCurvesData = {
  metric: accuracy,
  series: Array.from({ length: 500 }, (_, place) => {
    const end = 0.98 - 0.25 * Math.abs(wobble(place)) ** 2;
    const whole = run(1000 + place, 0.3 + 0.5 * Math.abs(wobble(place + 7)), end, 20, 0.25);
    return series(place, `trial ${1000 + place}`, 'validation', [
      place % 50 === 0 ? divergedAt(whole, 8, Number.NaN) : whole,
    ]);
  }),
};

const longNames: LearningCurvesData = {
  ...typical,
  hasLegend: true,
  series: typical.series.map((one) => ({
    ...one,
    label: `categorical-cross-entropy-with-label-smoothing-0.1 · ${one.label} · cosine-decay-with-warm-restarts`,
  })),
};

export const curveFixtures = {
  typical,
  'train and validation': trainAndValidation,
  empty: { metric: accuracy, series: [] },
  'one point': onePoint,
  diverged,
  'many decades': manyDecades,
  '500 runs': fiveHundredRuns,
  'long names': longNames,
  'twenty series': {
    metric: accuracy,
    series: Array.from({ length: 20 }, (_, place) =>
      series(place, `series ${place}`, 'validation', [run(200 + place, 0.7, 0.98 - place * 0.008, 12)]),
    ),
  },
} as const satisfies Record<string, LearningCurvesData>;

export const exhibits = exhibitsOf('Learning curves', curveFixtures, buildLearningCurvesConfig, () => ({
  heightPx: 280,
}));
