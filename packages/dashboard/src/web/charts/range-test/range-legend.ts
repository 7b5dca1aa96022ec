import type { LegendItem } from 'chart.js';
import type { RangeDataset } from './range-datasets.ts';
import type { ChartTheme } from '../parts/theme.ts';

/**
 * Draws the curve and the suggested rate as lines with dashes, which Chart.js's own legend omits, and the band as a
 * box.
 */
export function rangeLegendItems(datasets: readonly RangeDataset[], theme: ChartTheme): LegendItem[] {
  return datasets.flatMap(({ role, label, borderColor, backgroundColor, borderDash }, datasetIndex): LegendItem[] => {
    if (label === undefined) return [];
    const shared = { text: label, datasetIndex, fontColor: theme.ink };
    if (role === 'usable' && typeof backgroundColor === 'string')
      return [{ ...shared, fillStyle: backgroundColor, lineWidth: 0, pointStyle: 'rect' }];
    return typeof borderColor === 'string'
      ? [{ ...shared, strokeStyle: borderColor, lineWidth: 2, lineDash: borderDash ?? [], pointStyle: 'line' }]
      : [];
  });
}
