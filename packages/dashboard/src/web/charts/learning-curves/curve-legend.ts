import type { LegendItem } from 'chart.js';
import type { CurveDataset } from './curve-datasets.ts';
import { shortenLabel } from '../parts/labels.ts';
import type { ChartTheme } from '../parts/theme.ts';

const maxLabelLength = 40;

/** Makes one entry per cell and split, drawn as its line with dashes, which Chart.js's own legend omits. */
export function legendItems(datasets: readonly CurveDataset[], theme: ChartTheme): LegendItem[] {
  const seen = new Set<string>();
  return datasets.flatMap((dataset, datasetIndex): LegendItem[] => {
    const { role, cell, split, label } = dataset;
    const key = `${split} ${cell}`;
    if ((role !== 'mean' && role !== 'run') || seen.has(key)) return [];
    seen.add(key);
    return [
      {
        text: `${shortenLabel(label ?? cell, maxLabelLength)}${split === 'train' ? ' · train' : ''}`,
        datasetIndex,
        fontColor: theme.ink,
        strokeStyle: typeof dataset.borderColor === 'string' ? dataset.borderColor : dataset.signColor,
        lineWidth: typeof dataset.borderWidth === 'number' ? dataset.borderWidth : 2,
        lineDash: dataset.borderDash ?? [],
        pointStyle: 'line',
      },
    ];
  });
}
