import type { ChartConfiguration } from 'chart.js';
import { formatEpochTick, formatLogarithmicTick, formatTick } from '../parts/axis-ticks.ts';
import { axisTitle, chartFont, emptyText, sharedOptions } from '../parts/chart-defaults.ts';
import { buildCurveDatasets, isCrowded, type CurveDatum } from './curve-datasets.ts';
import { curveRange } from './curve-range.ts';
import { curveTooltip } from './curve-tooltip.ts';
import { legendItems } from './curve-legend.ts';
import { divergedLabels } from '../parts/diverged-labels.ts';
import { emptyMessage } from '../parts/empty-message.ts';
import type { CurveSeries, LearningCurvesData } from './curve-data.ts';
import type { ChartTheme } from '../parts/theme.ts';

/**
 * Shows a metric by epoch: one line per cell and split, and crosses where runs diverged. The page provides the
 * legend.
 */
export function buildLearningCurvesConfig(
  data: LearningCurvesData,
  theme: ChartTheme,
): ChartConfiguration<'line', CurveDatum[]> {
  const range = curveRange(data.series, data.metric.kind, data.yScale ?? 'auto');
  const datasets = buildCurveDatasets(data, range, theme);
  const epochs = epochExtent(data.series);
  const isEmpty = datasets.length === 0;
  const ticks = { color: theme.muted, font: chartFont(theme) };
  const tickOf = (value: number | string): string | null =>
    range.scale === 'logarithmic'
      ? formatLogarithmicTick(Number(value), range)
      : formatTick(Number(value), data.metric.kind, range.step ?? 1);
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
          type: 'linear',
          display: !isEmpty,
          ...epochs,
          title: axisTitle('epoch', theme),
          grid: { display: false },
          border: { color: theme.muted },
          ticks: {
            ...ticks,
            precision: 0,
            maxRotation: 0,
            includeBounds: Number.isInteger(epochs.min),
            callback: (value, index, all) => formatEpochTick(Number(value), index, all),
          },
        },
        y: {
          type: range.scale,
          display: !isEmpty,
          min: range.min,
          max: range.max,
          title: axisTitle(data.metric.title, theme),
          grid: { color: theme.grid, drawTicks: false },
          border: { display: false },
          ticks: {
            ...ticks,
            padding: 6,
            autoSkip: range.scale === 'linear',
            ...(range.step === undefined ? {} : { stepSize: range.step }),
            callback: tickOf,
          },
        },
      },
      plugins: {
        legend: {
          display: data.hasLegend ?? false,
          position: 'bottom',
          align: 'start',
          onClick: () => undefined,
          labels: {
            color: theme.ink,
            font: chartFont(theme),
            usePointStyle: true,
            pointStyleWidth: 24,
            boxHeight: 6,
            generateLabels: () => legendItems(datasets, theme),
          },
        },
        tooltip: curveTooltip(data, datasets, theme),
        divergedLabels: {
          color: theme.ink,
          halo: theme.surface,
          fontFamily: theme.fontFamily,
          datasetIndices: isCrowded(data)
            ? []
            : datasets.flatMap(({ role }, index) => (role === 'diverged' ? [index] : [])),
        },
        emptyMessage: emptyText(isEmpty ? 'No epoch has finished yet' : '', theme),
      },
    },
  };
}

/** Returns the first and the last epoch; a single epoch is centered. */
function epochExtent(series: readonly CurveSeries[]): { min: number; max: number } {
  let min = Infinity;
  let max = -Infinity;
  for (const { runs } of series) {
    for (const { points } of runs) {
      for (const { epoch } of points) {
        min = Math.min(min, epoch);
        max = Math.max(max, epoch);
      }
    }
  }
  if (min > max) return { min: 1, max: 2 };
  return min === max ? { min: min - 0.5, max: max + 0.5 } : { min, max };
}
