import type { CommandContext } from '../command/command.ts';
import type { ShownClass } from './shown.ts';
import { formatMetric } from '../terminal/format-number.ts';
import { formatTable, type TableColumn, type TableRow } from '../terminal/table.ts';

/** Prints precision, recall and F1 per class on the test split. */
export function formatClassScores(
  classes: readonly ShownClass[],
  { style, columns }: Pick<CommandContext, 'style' | 'columns'>,
): string {
  const rows = classes.map(({ name, precision, recall, f1, support, predicted }): TableRow => [
    name,
    // Precision and recall are undefined without predictions or images; printing 0 would look like a measurement.
    predicted === 0 ? '-' : formatMetric(precision),
    support === 0 ? '-' : formatMetric(recall),
    support + predicted === 0 ? '-' : formatMetric(f1),
    String(support),
    String(predicted),
  ]);
  const titles: readonly TableColumn[] = [
    { title: 'class', minWidth: 12 },
    { title: 'precision', align: 'right' },
    { title: 'recall', align: 'right' },
    { title: 'F1', align: 'right' },
    { title: 'images', align: 'right' },
    { title: 'predicted', align: 'right', dropOrder: 1 },
  ];
  return formatTable(titles, rows, { columns, paintTitle: style.dim });
}
