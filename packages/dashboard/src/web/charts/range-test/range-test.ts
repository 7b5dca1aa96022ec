import type { ChartConfiguration } from 'chart.js';
import { formatLogarithmicTick, formatTick } from '../parts/axis-ticks.ts';
import { axisTitle, chartFont, emptyText, sharedOptions, tooltipLook } from '../parts/chart-defaults.ts';
import { divergedLabels } from '../parts/diverged-labels.ts';
import { emptyMessage } from '../parts/empty-message.ts';
import { formatMetric } from '../../words/metrics.ts';
import { formatLearningRate } from '../../words/numbers.ts';
import type { RangeTestData } from './range-data.ts';
import { buildRangeDatasets, type RangeDatum } from './range-datasets.ts';
import { lossRange, rateRange } from './range-extent.ts';
import { rangeLegendItems } from './range-legend.ts';
import type { ChartTheme } from '../parts/theme.ts';

/**
 * Shows smoothed loss by learning rate on a log axis: the usable rates as a band, the suggested one as a line with a
 * point on the curve, and a cross where the loss became NaN or infinite.
 */
export function buildRangeTestConfig(data: RangeTestData, theme: ChartTheme): ChartConfiguration<'line', RangeDatum[]> {
  const losses = lossRange(data.points);
  const rates = rateRange(data.points);
  const datasets = buildRangeDatasets(data, losses, theme);
  const isEmpty = data.points.length === 0;
  const ticks = { color: theme.muted, font: chartFont(theme) };
  return {
    type: 'line',
    data: { datasets },
    plugins: [divergedLabels, emptyMessage],
    options: {
      ...sharedOptions,
      parsing: false,
      normalized: true,
      interaction: { mode: 'nearest', axis: 'x', intersect: false },
      layout: { padding: { top: 6, right: 10 } },
      scales: {
        x: {
          type: 'logarithmic',
          display: !isEmpty,
          ...rates,
          title: axisTitle('learning rate', theme),
          grid: { display: false },
          border: { color: theme.muted },
          ticks: {
            ...ticks,
            maxRotation: 0,
            autoSkip: false,
            callback: (value) => formatLogarithmicTick(Number(value), rates),
          },
        },
        y: {
          type: 'linear',
          display: !isEmpty,
          min: losses.min,
          max: losses.max,
          title: axisTitle('smoothed loss', theme),
          grid: { color: theme.grid, drawTicks: false },
          border: { display: false },
          ticks: {
            ...ticks,
            padding: 6,
            stepSize: losses.step,
            callback: (value) => formatTick(Number(value), 'loss', losses.step),
          },
        },
      },
      plugins: {
        legend: {
          display: !isEmpty,
          position: 'bottom',
          align: 'start',
          onClick: () => undefined,
          labels: {
            color: theme.ink,
            font: chartFont(theme),
            usePointStyle: true,
            pointStyleWidth: 22,
            boxHeight: 8,
            padding: 12,
            generateLabels: () => rangeLegendItems(datasets, theme),
          },
        },
        tooltip: {
          ...tooltipLook(theme),
          displayColors: false,
          filter: ({ datasetIndex }) => datasets[datasetIndex]?.role === 'smoothed',
          callbacks: {
            title: ([item]) => (item === undefined ? '' : `learning rate ${formatLearningRate(datumAt(item)?.x ?? 0)}`),
            label: (item) => {
              const { smoothedLoss, loss } = datumAt(item)?.source ?? {};
              if (smoothedLoss === undefined || loss === undefined) return [];
              return [`smoothed ${formatMetric(smoothedLoss, 'loss')}`, `this batch ${formatMetric(loss, 'loss')}`];
            },
          },
        },
        divergedLabels: {
          color: theme.ink,
          halo: theme.surface,
          fontFamily: theme.fontFamily,
          datasetIndices: datasets.flatMap(({ role }, index) => (role === 'diverged' ? [index] : [])),
        },
        emptyMessage: emptyText(isEmpty ? 'No step was measured' : '', theme),
      },
    },
  };

  function datumAt({ datasetIndex, dataIndex }: { readonly datasetIndex: number; readonly dataIndex: number }) {
    return datasets[datasetIndex]?.data[dataIndex];
  }
}
