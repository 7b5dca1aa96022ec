import type { Style } from '../terminal/style.ts';
import { formatTable, type TableRow } from '../terminal/table.ts';

/** Prints the confusion matrix: rows are true classes, columns predictions. Zeros are dots, errors are red. */
export function formatConfusion(
  confusion: readonly (readonly number[])[],
  { style, columns }: { readonly style: Style; readonly columns: number },
): string {
  const rows = confusion.map((counts, truth): TableRow => {
    const total = counts.reduce((sum, count) => sum + count, 0);
    const cells = counts.map((count, prediction) => {
      if (count === 0) return { text: '·', paint: style.dim };
      return { text: String(count), paint: prediction === truth ? style.green : style.red };
    });
    const recall = total === 0 ? '-' : ((counts[truth] ?? 0) / total).toFixed(3);
    return [{ text: String(truth), paint: style.dim }, ...cells, recall];
  });
  const titles = [
    { title: 'truth', align: 'right' as const },
    ...confusion.map((_, prediction) => ({ title: String(prediction), align: 'right' as const })),
    { title: 'recall', align: 'right' as const, dropOrder: 1 },
  ];
  return formatTable(titles, rows, { columns, paintTitle: style.dim });
}
