import type { Mistake } from '@sweepdeck/core/metrics';
import type { CommandContext } from '../command/command.ts';
import { formatMetric } from '../terminal/format-number.ts';
import { formatTable, type TableColumn, type TableRow } from '../terminal/table.ts';

const shortList = 10;

/**
 * Prints the wrong predictions on test images that the model was most confident of. `image` is the index in the
 * dataset, from 0.
 */
export function formatMistakes(
  mistakes: readonly Mistake[],
  { classNames, isComplete }: { readonly classNames: readonly string[] | null; readonly isComplete: boolean },
  { style, columns }: Pick<CommandContext, 'style' | 'columns'>,
): string {
  const nameOf = (place: number): string => classNames?.[place] ?? String(place);
  const shown = isComplete ? mistakes : mistakes.slice(0, shortList);
  const rows = shown.map(({ index, label, predicted, confidence }): TableRow => [
    String(index),
    nameOf(label),
    nameOf(predicted),
    formatMetric(confidence),
  ]);
  const titles: readonly TableColumn[] = [
    { title: 'image', align: 'right' },
    { title: 'truth', minWidth: 12 },
    { title: 'predicted', minWidth: 12 },
    { title: 'confidence', align: 'right' },
  ];
  const rest = mistakes.length - shown.length;
  return [
    formatTable(titles, rows, { columns, paintTitle: style.dim }),
    ...(rest > 0 ? [style.dim(`... and ${rest} more; see them with --all`)] : []),
  ].join('\n');
}
