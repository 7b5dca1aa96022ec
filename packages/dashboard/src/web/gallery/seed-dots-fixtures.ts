import type { SeedDotsData, SeedDotsRow } from '../charts/seed-dots.ts';
import { wobble } from './wobble.ts';

const accuracy = { title: 'validation accuracy', kind: 'share', goal: 'maximize' } as const;

function row(place: number, label: string, seeds = 5): SeedDotsRow {
  const runs = Array.from({ length: seeds }, (_, seed) => ({
    trialId: place * 10 + seed,
    value: 0.982 - place * 0.004 + (0.002 + place * 0.0006) * wobble(place * 10 + seed),
  }));
  return { cell: `cell-${place}`, label, runs };
}

const names = [
  'cross-entropy · adam · 0.001',
  'mse · adam · 0.001',
  'cross-entropy · rmsprop · 0.001',
  'hinge · adam · 0.001',
  'mse · rmsprop · 0.001',
  'cross-entropy · momentum · 0.01',
  'hinge · momentum · 0.01',
];
const typical: SeedDotsData = { metric: accuracy, rows: names.map((name, place) => row(place, name)) };

export const seedDotsFixtures = {
  typical,
  empty: { metric: accuracy, rows: [] },
  'one point': { metric: accuracy, rows: [row(0, 'cross-entropy · adam · 0.001', 1)] },
  diverged: {
    metric: accuracy,
    rows: typical.rows.map((one, place) => ({
      ...one,
      runs: one.runs.map((run, seed) => (place > 3 && seed < place - 2 ? { ...run, value: Number.NaN } : run)),
    })),
  },
  '500 runs': { metric: accuracy, rows: Array.from({ length: 100 }, (_, place) => row(place, `cell ${place}`)) },
  'long names': {
    metric: accuracy,
    rows: typical.rows.map((one) => ({
      ...one,
      label: `categorical-cross-entropy-label-smoothing-0.1 · ${one.label}`,
    })),
  },
} as const satisfies Record<string, SeedDotsData>;
