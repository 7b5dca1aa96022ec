import type { ChartDataset } from 'chart.js';
import { withAlpha } from '../parts/color.ts';
import { formatRoughRate } from '../../words/numbers.ts';
import type { NiceRange } from '../parts/nice-range.ts';
import { seriesColor } from '../parts/palette.ts';
import type { RangePoint, RangeTestData } from './range-data.ts';
import type { ChartTheme } from '../parts/theme.ts';

export interface RangeDatum {
  readonly x: number;
  /** The drawn position, kept near the axis because a canvas cannot draw to 1e300. */
  readonly y: number;
  /** The measured point, for points on the curve. */
  readonly source?: RangePoint;
}

export type RangeRole = 'diverged' | 'suggested' | 'smoothed' | 'suggested-line' | 'usable-bottom' | 'usable';

export type RangeDataset = ChartDataset<'line', RangeDatum[]> & {
  readonly role: RangeRole;
  readonly borderDash?: number[];
};

/** Orders marks first and the band last, because Chart.js draws the first dataset on top. */
export function buildRangeDatasets(data: RangeTestData, range: NiceRange, theme: ChartTheme): RangeDataset[] {
  const curve = seriesColor(0, theme.mode);
  const accent = seriesColor(2, theme.mode);
  const finite = data.points.filter(({ smoothedLoss }) => Number.isFinite(smoothedLoss));
  const hidden = { pointRadius: 0, pointHoverRadius: 0, pointHitRadius: 0 };
  const { suggestedRate, usableRates } = data;
  const datasets: RangeDataset[] = [];
  const cross = divergedAt(data.points, finite, range);
  if (cross !== undefined)
    datasets.push({
      role: 'diverged',
      data: [cross],
      showLine: false,
      clip: false,
      borderColor: theme.ink,
      pointStyle: 'crossRot',
      pointRadius: 5,
      pointHoverRadius: 5,
      pointBorderWidth: 2,
    });
  if (suggestedRate !== null) {
    datasets.push({
      role: 'suggested',
      data: finite.filter(({ learningRate }) => learningRate === suggestedRate).map((point) => toDatum(point, range)),
      showLine: false,
      pointBackgroundColor: accent,
      pointBorderColor: theme.surface,
      pointBorderWidth: 1.5,
      pointRadius: 5,
      pointHoverRadius: 5,
    });
  }
  if (finite.length > 0)
    datasets.push({
      role: 'smoothed',
      label: 'smoothed loss',
      data: finite.map((point) => toDatum(point, range)),
      borderColor: curve,
      backgroundColor: curve,
      borderWidth: 2,
      borderJoinStyle: 'round',
      pointRadius: finite.length === 1 ? 4 : 0,
      pointHoverRadius: 4,
      pointBorderWidth: 0,
    });
  if (suggestedRate !== null)
    datasets.push({
      role: 'suggested-line',
      label: `suggested ${formatRoughRate(suggestedRate)}`,
      data: [range.min, range.max].map((y) => ({ x: suggestedRate, y })),
      borderColor: accent,
      backgroundColor: accent,
      borderDash: [5, 4],
      borderWidth: 1.5,
      ...hidden,
    });
  if (usableRates !== null) {
    const { from, to } = usableRates;
    const edge = (y: number): RangeDatum[] => [from, to].map((x) => ({ x, y }));
    const tint = withAlpha(accent, theme.mode === 'light' ? 0.12 : 0.2);
    datasets.push(
      { role: 'usable-bottom', data: edge(range.min), borderWidth: 0, ...hidden },
      {
        role: 'usable',
        label: `usable ${formatRoughRate(from)} to ${formatRoughRate(to)}`,
        data: edge(range.max),
        fill: '-1',
        borderWidth: 0,
        backgroundColor: tint,
        ...hidden,
      },
    );
  }
  return datasets;
}

function toDatum(point: RangePoint, range: NiceRange): RangeDatum {
  return { x: point.learningRate, y: nearAxis(point.smoothedLoss, range), source: point };
}

function nearAxis(value: number, { min, max }: NiceRange): number {
  return Math.min(max + (max - min), Math.max(min - (max - min), value));
}

/**
 * Returns the place of the cross: above the last rate with a finite loss, or at the start when there was none;
 * undefined when all were finite.
 */
function divergedAt(
  points: readonly RangePoint[],
  finite: readonly RangePoint[],
  { min, max }: NiceRange,
): RangeDatum | undefined {
  const lost = points.find(({ loss }) => !Number.isFinite(loss));
  if (lost === undefined) return undefined;
  const last = finite.at(-1);
  if (last === undefined) return { x: lost.learningRate, y: max };
  return { x: last.learningRate, y: Math.min(max, Math.max(min, last.smoothedLoss)) };
}
