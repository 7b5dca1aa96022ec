import type { ChartConfiguration } from 'chart.js';
import { buildConfusionMatrixConfig } from '../charts/confusion-matrix.ts';
import { buildHeatmapConfig, heatmapHeightPx } from '../charts/heatmap.ts';
import { buildLearningCurvesConfig } from '../charts/learning-curves.ts';
import { buildRangeTestConfig } from '../charts/range-test.ts';
import { buildReliabilityConfig } from '../charts/reliability.ts';
import { buildSeedDotsConfig, seedDotsHeightPx } from '../charts/seed-dots.ts';
import type { ChartTheme } from '../charts/theme.ts';
import {
  confusionFixtures,
  curveFixtures,
  heatmapFixtures,
  rangeTestFixtures,
  reliabilityFixtures,
  seedDotsFixtures,
} from './fixtures.ts';

/** One fixture drawn by one builder. */
export interface Exhibit {
  readonly name: string;
  readonly heightPx: number;
  readonly maxWidthPx?: number;
  readonly build: (theme: ChartTheme) => ChartConfiguration;
}

export interface Room {
  readonly title: string;
  readonly exhibits: readonly Exhibit[];
}

function exhibits<Data>(
  fixtures: Readonly<Record<string, Data>>,
  build: (data: Data, theme: ChartTheme) => unknown,
  size: (data: Data) => Pick<Exhibit, 'heightPx' | 'maxWidthPx'>,
): readonly Exhibit[] {
  return Object.entries(fixtures).map(([name, data]) => ({
    name,
    ...size(data),
    // Chart.js's types of charts do not vary with their data: this is where all kinds meet.
    build: (theme) => build(data, theme) as ChartConfiguration,
  }));
}

export const rooms: readonly Room[] = [
  { title: 'Learning curves', exhibits: exhibits(curveFixtures, buildLearningCurvesConfig, () => ({ heightPx: 280 })) },
  {
    title: 'Heatmap',
    exhibits: exhibits(heatmapFixtures, buildHeatmapConfig, (data) => ({ heightPx: heatmapHeightPx(data) })),
  },
  {
    title: 'Confusion matrix',
    exhibits: exhibits(confusionFixtures, buildConfusionMatrixConfig, () => ({ heightPx: 400, maxWidthPx: 440 })),
  },
  {
    title: 'Reliability diagram',
    exhibits: exhibits(reliabilityFixtures, buildReliabilityConfig, () => ({ heightPx: 320, maxWidthPx: 560 })),
  },
  {
    title: 'Learning-rate range test',
    exhibits: exhibits(rangeTestFixtures, buildRangeTestConfig, () => ({ heightPx: 260, maxWidthPx: 560 })),
  },
  {
    title: 'Seed dots',
    exhibits: exhibits(seedDotsFixtures, buildSeedDotsConfig, (data) => ({ heightPx: seedDotsHeightPx(data) })),
  },
];
