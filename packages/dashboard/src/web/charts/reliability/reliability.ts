import type { ChartConfiguration, ChartDataset } from 'chart.js';
import { axisTitle, chartFont, emptyText, sharedOptions, tooltipLook } from '../parts/chart-defaults.ts';
import { withAlpha } from '../parts/color.ts';
import { emptyMessage } from '../parts/empty-message.ts';
import { formatPercent } from '../../words/numbers.ts';
import { seriesColor } from '../parts/palette.ts';
import type { ChartTheme } from '../parts/theme.ts';

/** Predictions of similar confidence; NaN for an empty bin. */
export interface ReliabilityBin {
  readonly count: number;
  readonly meanConfidence: number;
  readonly accuracy: number;
}

/** Bins of equal width over 0..1, the least confident first. */
export interface ReliabilityData {
  readonly bins: readonly ReliabilityBin[];
}

export interface ReliabilityDatum {
  /** Confidence, 0..1: the bin's mean for points, its middle for bars. */
  readonly x: number;
  /** Accuracy, 0..1, for points; number of images for bars. */
  readonly y: number;
  /** Index of the bin; absent on the diagonal. */
  readonly bin?: number;
}

type ReliabilityChart = 'bar' | 'line';
type ReliabilityDataset = ChartDataset<ReliabilityChart, ReliabilityDatum[]> & {
  readonly role: 'accuracy' | 'calibrated' | 'images';
};

/** The area of a point grows with its share of the images. */
const pointRadiusPx = { smallest: 3, largest: 11 };
/** The bars for the images take this share of the height, so that they stay below most points. */
const barShare = 0.25;

/**
 * Shows accuracy against confidence, one point per non-empty bin. A calibrated model's points lie on the diagonal, an
 * overconfident one's below. Bars at the bottom count the images.
 */
export function buildReliabilityConfig(
  { bins }: ReliabilityData,
  theme: ChartTheme,
): ChartConfiguration<ReliabilityChart, ReliabilityDatum[]> {
  const isEmpty = bins.every(({ count }) => count === 0);
  const datasets = isEmpty ? [] : reliabilityDatasets(bins, theme);
  const largest = Math.max(1, ...bins.map(({ count }) => count));
  return {
    type: 'line',
    data: { datasets },
    plugins: [emptyMessage],
    options: {
      ...sharedOptions,
      interaction: { mode: 'nearest', intersect: true },
      layout: { padding: { top: 4, right: 8 } },
      scales: {
        x: { ...shareAxis('confidence', theme), display: !isEmpty },
        y: { ...shareAxis('accuracy', theme), display: !isEmpty },
        images: { type: 'linear', axis: 'y', display: false, min: 0, max: largest / barShare },
      },
      plugins: {
        legend: { display: false },
        tooltip: {
          ...tooltipLook(theme),
          displayColors: false,
          filter: ({ datasetIndex, dataIndex }) => binAt(datasetIndex, dataIndex) !== undefined,
          callbacks: {
            title: ([item]) => {
              const place = item === undefined ? undefined : binAt(item.datasetIndex, item.dataIndex);
              return place === undefined ? '' : binTitle(place, bins.length);
            },
            label: ({ datasetIndex, dataIndex }) => describeBin(bins[binAt(datasetIndex, dataIndex) ?? -1]),
          },
        },
        emptyMessage: emptyText(isEmpty ? 'Not tested yet' : '', theme),
      },
    },
  };

  function binAt(datasetIndex: number, dataIndex: number): number | undefined {
    return datasets[datasetIndex]?.data[dataIndex]?.bin;
  }
}

function reliabilityDatasets(bins: readonly ReliabilityBin[], theme: ChartTheme): ReliabilityDataset[] {
  const color = seriesColor(0, theme.mode);
  const total = bins.reduce((sum, { count }) => sum + count, 0);
  const drawn = bins.flatMap(({ count, meanConfidence, accuracy }, bin) =>
    count > 0 && Number.isFinite(meanConfidence) && Number.isFinite(accuracy)
      ? [{ x: meanConfidence, y: accuracy, bin, radius: pointRadius(count / total) }]
      : [],
  );
  return [
    {
      type: 'line',
      role: 'accuracy',
      label: 'accuracy',
      data: drawn.map(({ x, y, bin }) => ({ x, y, bin })),
      clip: false,
      borderColor: color,
      borderWidth: 1.5,
      pointBackgroundColor: withAlpha(color, 0.75),
      pointBorderColor: theme.surface,
      pointBorderWidth: 1,
      pointRadius: drawn.map(({ radius }) => radius),
      pointHoverRadius: drawn.map(({ radius }) => radius + 1),
      pointHitRadius: 6,
    },
    {
      type: 'line',
      role: 'calibrated',
      label: 'calibrated',
      data: [
        { x: 0, y: 0 },
        { x: 1, y: 1 },
      ],
      borderColor: theme.muted,
      borderDash: [6, 4],
      borderWidth: 1.5,
      pointRadius: 0,
      pointHitRadius: 0,
    },
    {
      type: 'bar',
      role: 'images',
      label: 'images',
      yAxisID: 'images',
      // Includes empty bins: Chart.js derives a bar's width from the distance to its neighbours.
      data: bins.map(({ count }, bin) => ({ x: (bin + 0.5) / bins.length, y: count, bin })),
      backgroundColor: withAlpha(theme.muted, 0.45),
      hoverBackgroundColor: withAlpha(theme.muted, 0.65),
      barPercentage: 0.92,
      categoryPercentage: 1,
    },
  ];
}

function pointRadius(share: number): number {
  const { smallest, largest } = pointRadiusPx;
  return smallest + (largest - smallest) * Math.sqrt(share);
}

function shareAxis(title: string, theme: ChartTheme) {
  return {
    type: 'linear' as const,
    min: 0,
    max: 1,
    title: axisTitle(title, theme),
    // Otherwise the bars would move the ends of the axis inwards by half a bar.
    offset: false,
    grid: { color: theme.grid, drawTicks: false, offset: false },
    border: { display: false },
    ticks: {
      color: theme.muted,
      font: chartFont(theme),
      padding: 6,
      maxRotation: 0,
      stepSize: 0.2,
      callback: (value: string | number) => formatPercent(Number(value), 0),
    },
  };
}

function binTitle(place: number, count: number): string {
  return `confidence ${formatPercent(place / count, 0)} to ${formatPercent((place + 1) / count, 0)}`;
}

function describeBin(bin: ReliabilityBin | undefined): string[] {
  if (bin === undefined) return [];
  const images = `${bin.count.toLocaleString('en')} ${bin.count === 1 ? 'image' : 'images'}`;
  if (bin.count === 0) return [images];
  return [images, `mean confidence ${formatPercent(bin.meanConfidence)}`, `accuracy ${formatPercent(bin.accuracy)}`];
}
