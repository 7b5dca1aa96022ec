import type { ReliabilityBin } from '@sweepdeck/core/metrics';
import type { CommandContext } from '../command/command.ts';
import { formatMetric } from '../terminal/format-number.ts';
import { formatTable, type TableColumn, type TableRow } from '../terminal/table.ts';

/** Width of a full bar in characters. */
const barWidth = 24;

/** Prints accuracy beside confidence per non-empty bin, with a bar for the accuracy and a mark for the confidence. */
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

/** Draws `██████████··|`: filled up to the accuracy, with the mark at the confidence. */
function bar(accuracy: number, confidence: number): string {
  const filled = Math.round(accuracy * barWidth);
  const mark = Math.max(0, Math.round(confidence * barWidth) - 1);
  return Array.from({ length: barWidth }, (_, place) => (place === mark ? '|' : place < filled ? '█' : '·')).join('');
}
