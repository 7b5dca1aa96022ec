import { displayWidth } from '../../reporters/display-width.ts';
import { distinctWidth, shortenLabels } from '../../reporters/shorten-labels.ts';
import { visibleText } from '../../reporters/visible-text.ts';

/** A table cell: its text, and the color that is applied after padding. */
export interface TableCell {
  readonly text: string;
  readonly paint?: (text: string) => string;
}

export interface TableColumn {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /**
   * Columns with a number are dropped, highest first, while the table is wider than the terminal. Others are always
   * kept.
   */
  readonly dropOrder?: number;
  /**
   * The column may be cut to this width with an ellipsis, as long as different texts stay different; never cut when
   * omitted. In right-aligned columns only the title is cut, because the cells are numbers.
   */
  readonly minWidth?: number;
}

export type TableRow = readonly (string | TableCell)[];

export interface TableStyle {
  /** Width of the terminal. */
  readonly columns: number;
  readonly paintTitle?: (text: string) => string;
}

const gap = '  ';

/**
 * Formats rows as aligned columns that fit the terminal: drops less important columns first, then cuts long texts.
 * Columns without any text are dropped.
 */
export function formatTable(columns: readonly TableColumn[], rows: readonly TableRow[], style: TableStyle): string {
  const cells = rows.map((row) =>
    row.map((cell) =>
      typeof cell === 'string' ? { text: visibleText(cell) } : { ...cell, text: visibleText(cell.text) },
    ),
  );
  const textsOf = (index: number): string[] => cells.map((row) => row[index]?.text ?? '');
  const natural = columns.map(({ title }, index) => Math.max(displayWidth(title), ...textsOf(index).map(displayWidth)));
  const used = columns
    .map((_, index) => index)
    .filter((index) => rows.length === 0 || cells.some((row) => row[index]?.text !== ''));
  const smallest = columns.map((column, index) => smallestWidth(column, textsOf(index), natural[index] ?? 0));
  const kept = keepColumns(columns, used, smallest, style.columns);
  const widths = shrink(smallest, natural, kept, style.columns);
  const shortened = columns.map(({ title }, index) => shortenLabels([title, ...textsOf(index)], widths[index] ?? 0));
  const line = (row: readonly TableCell[], paint?: (text: string) => string): string =>
    kept
      .map((index, place) => {
        const cell = row[index] ?? { text: '' };
        const text = shortened[index]?.get(cell.text) ?? cell.text;
        const padding = ' '.repeat(Math.max(0, (widths[index] ?? 0) - displayWidth(text)));
        const painted = (cell.paint ?? paint ?? ((plain: string) => plain))(text);
        if (columns[index]?.align === 'right') return padding + painted;
        return place === kept.length - 1 ? painted : painted + padding;
      })
      .join(gap)
      .trimEnd();
  const titles = line(
    columns.map(({ title }) => ({ text: title })),
    style.paintTitle,
  );
  return [titles, ...cells.map((row) => line(row))].join('\n');
}

function totalWidth(widths: readonly number[], kept: readonly number[]): number {
  return kept.reduce((sum, index) => sum + (widths[index] ?? 0), 0) + gap.length * Math.max(0, kept.length - 1);
}

function keepColumns(
  columns: readonly TableColumn[],
  used: readonly number[],
  smallest: readonly number[],
  limit: number,
): readonly number[] {
  let kept = used;
  const droppable = kept
    .filter((index) => columns[index]?.dropOrder !== undefined)
    .sort((a, b) => (columns[b]?.dropOrder ?? 0) - (columns[a]?.dropOrder ?? 0));
  for (const index of droppable) {
    if (totalWidth(smallest, kept) <= limit) break;
    kept = kept.filter((other) => other !== index);
  }
  return kept;
}

function smallestWidth({ align, minWidth }: TableColumn, texts: readonly string[], natural: number): number {
  if (minWidth === undefined) return natural;
  const whole = Math.max(0, ...texts.map(displayWidth));
  const least = align === 'right' ? Math.max(whole, minWidth) : distinctWidth(texts, minWidth);
  return Math.min(natural, least);
}

function shrink(
  smallest: readonly number[],
  natural: readonly number[],
  kept: readonly number[],
  limit: number,
): readonly number[] {
  const widths = [...natural];
  let excess = totalWidth(widths, kept) - limit;
  while (excess > 0) {
    const widest = kept
      .filter((index) => (widths[index] ?? 0) > (smallest[index] ?? 0))
      .sort((a, b) => (widths[b] ?? 0) - (widths[a] ?? 0))[0];
    if (widest === undefined) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
    excess -= 1;
  }
  return widths;
}
