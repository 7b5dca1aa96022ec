import { compareByGoal } from '@sweepdeck/core/statistics';
import type { TooltipItem } from 'chart.js';
import { tooltipLook } from '../parts/chart-defaults.ts';
import type { CurveDataset, CurveDatum } from './curve-datasets.ts';
import { shortenLabel } from '../parts/labels.ts';
import { formatMetric } from '../../words/metrics.ts';
import type { LearningCurvesData } from './curve-data.ts';
import type { ChartTheme } from '../parts/theme.ts';

const maxRows = 8;
const maxLabelLength = 34;

type Item = Pick<TooltipItem<'line'>, 'datasetIndex' | 'dataIndex'>;

/** Lists the lines at one epoch, the best first, at most eight, and counts the rest. */
export function curveTooltip(data: LearningCurvesData, datasets: readonly CurveDataset[], theme: ChartTheme) {
  const datumOf = (item: Item): CurveDatum | undefined => datasets[item.datasetIndex]?.data[item.dataIndex];
  const isListed = (item: Item): boolean => {
    const dataset = datasets[item.datasetIndex];
    if (dataset === undefined) return false;
    // A diverged run's last point has its cross in the same place, and the cross says more.
    if (dataset.role === 'run') return item.dataIndex < dataset.data.length - 1;
    return dataset.role === 'mean' || dataset.role === 'diverged';
  };
  const compare = (first: Item, second: Item): number => {
    const [a, b] = [datumOf(first)?.value ?? Number.NaN, datumOf(second)?.value ?? Number.NaN];
    return compareByGoal(data.metric.goal, a, b) || first.datasetIndex - second.datasetIndex;
  };
  const label = (item: Item): string => {
    const dataset = datasets[item.datasetIndex];
    const datum = datumOf(item);
    if (dataset === undefined || datum === undefined) return '';
    const name = shortenLabel(dataset.label ?? dataset.cell, maxLabelLength);
    const split = dataset.split === 'train' ? ' · train' : '';
    if (dataset.role === 'diverged') return `diverged  ${name}${split}`;
    if (dataset.role === 'run') return `${formatMetric(datum.value, data.metric.kind)}  ${name}${split} (diverges)`;
    const count =
      datum.runCount < dataset.runTotal
        ? ` (${datum.runCount} of ${dataset.runTotal} ${data.repeatNoun ?? 'seed'}s)`
        : '';
    return `${formatMetric(datum.value, data.metric.kind)}  ${name}${split}${count}`;
  };
  return {
    ...tooltipLook(theme),
    filter: (item: Item, _index: number, all: readonly Item[]): boolean =>
      isListed(item) && all.filter((other) => isListed(other) && compare(other, item) < 0).length < maxRows,
    itemSort: compare,
    callbacks: {
      title: (items: readonly TooltipItem<'line'>[]): string => `epoch ${items[0]?.parsed.x ?? ''}`,
      label,
      footer: (items: readonly TooltipItem<'line'>[]): string => {
        const active = items[0]?.chart.getActiveElements() ?? [];
        const all = active.filter(({ datasetIndex, index }) => isListed({ datasetIndex, dataIndex: index })).length;
        return all > items.length ? `and ${all - items.length} more` : '';
      },
      labelColor: (item: Item) => {
        const color = datasets[item.datasetIndex]?.signColor ?? theme.ink;
        return { borderColor: color, backgroundColor: color };
      },
      labelPointStyle: (item: Item) => ({
        pointStyle: datasets[item.datasetIndex]?.role === 'diverged' ? ('crossRot' as const) : ('circle' as const),
        rotation: 0,
      }),
    },
  };
}
