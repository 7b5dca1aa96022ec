import type { ReliabilityBin } from '@sweepdeck/core/metrics';
import type { CommandContext } from '../command/command.ts';
import { formatMetric } from '../terminal/format-number.ts';
import { formatTable, type TableColumn, type TableRow } from '../terminal/table.ts';

/** Characters of a whole bar. */
const barWidth = 24;

/** Accuracy beside confidence in each bin that has images, with a bar for the one and a mark for the other. */
export function formatReliability(
  bins: readonly ReliabilityBin[],
  { style, columns }: Pick<CommandContext, 'style' | 'columns'>,
): string {
  const edge = (place: number): string => (place / bins.length).toFixed(2);
  const rows = bins.flatMap(({ count, meanConfidence, accuracy }, place): TableRow[] =>
    count === 0
      ? []
      : [
          [
            `${edge(place)} - ${edge(place + 1)}`,
            String(count),
            formatMetric(meanConfidence),
            formatMetric(accuracy),
            bar(accuracy, meanConfidence),
          ],
        ],
  );
  const titles: readonly TableColumn[] = [
    { title: 'bin' },
    { title: 'images', align: 'right' },
    { title: 'confidence', align: 'right' },
    { title: 'accuracy', align: 'right' },
    { title: '█ accuracy, | confidence', dropOrder: 1 },
  ];
  return formatTable(titles, rows, { columns, paintTitle: style.dim });
}

/** `██████████··|`: filled up to the accuracy, the mark at the confidence. */
function bar(accuracy: number, confidence: number): string {
  const filled = Math.round(accuracy * barWidth);
  const mark = Math.max(0, Math.round(confidence * barWidth) - 1);
  return Array.from({ length: barWidth }, (_, place) => (place === mark ? '|' : place < filled ? '█' : '·')).join('');
}
