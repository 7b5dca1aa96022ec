/** One cell of a table: its text and, applied after padding, its color. */
export interface TableCell {
  readonly text: string;
  readonly paint?: (text: string) => string;
}

export interface TableColumn {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** Dropped, highest first, while the table is wider than the terminal; left out: always kept. */
  readonly dropOrder?: number;
  /** May be cut down to this many characters, with an ellipsis; left out: never cut. */
  readonly minWidth?: number;
}

export type TableRow = readonly (string | TableCell)[];

export interface TableStyle {
  /** Of the terminal. */
  readonly columns: number;
  readonly paintTitle?: (text: string) => string;
}

const gap = '  ';

/**
 * Aligned columns that fit the terminal: less important columns go first, then long texts are cut. A column without any
 * text is left out.
 */
export function formatTable(columns: readonly TableColumn[], rows: readonly TableRow[], style: TableStyle): string {
  const cells = rows.map((row) => row.map((cell) => (typeof cell === 'string' ? { text: cell } : cell)));
  const natural = columns.map(({ title }, index) =>
    Math.max(displayWidth(title), ...cells.map((row) => displayWidth(row[index]?.text ?? ''))),
  );
  const used = columns
    .map((_, index) => index)
    .filter((index) => rows.length === 0 || cells.some((row) => row[index]?.text !== ''));
  const kept = keepColumns(columns, used, natural, style.columns);
  const widths = shrink(columns, natural, kept, style.columns);
  const line = (row: readonly TableCell[], paint?: (text: string) => string): string =>
    kept
      .map((index, place) => {
        const cell = row[index] ?? { text: '' };
        const text = truncate(cell.text, widths[index] ?? 0);
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

/** Characters, counted by code point: names are Latin script, symbols of one column. */
export function displayWidth(text: string): number {
  return [...text].length;
}

export function truncate(text: string, width: number): string {
  const characters = [...text];
  return characters.length <= width ? text : `${characters.slice(0, Math.max(0, width - 1)).join('')}…`;
}

function totalWidth(widths: readonly number[], kept: readonly number[]): number {
  return kept.reduce((sum, index) => sum + (widths[index] ?? 0), 0) + gap.length * Math.max(0, kept.length - 1);
}

function keepColumns(
  columns: readonly TableColumn[],
  used: readonly number[],
  natural: readonly number[],
  limit: number,
): readonly number[] {
  const smallest = natural.map((width, index) => Math.min(width, columns[index]?.minWidth ?? width));
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

function shrink(
  columns: readonly TableColumn[],
  natural: readonly number[],
  kept: readonly number[],
  limit: number,
): readonly number[] {
  const widths = [...natural];
  let excess = totalWidth(widths, kept) - limit;
  while (excess > 0) {
    const widest = kept
      .filter((index) => (widths[index] ?? 0) > (columns[index]?.minWidth ?? Number.POSITIVE_INFINITY))
      .sort((a, b) => (widths[b] ?? 0) - (widths[a] ?? 0))[0];
    if (widest === undefined) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
    excess -= 1;
  }
  return widths;
}
