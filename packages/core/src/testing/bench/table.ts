/** Cells as text; the first column contains names, the others figures. */
export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

function align({ header, rows }: Table): string[][] {
  const widths = header.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  return [header, ...rows].map((row) =>
    widths.map((width, column) => {
      const cell = row[column] ?? '';
      return column === 0 ? cell.padEnd(width) : cell.padStart(width);
    }),
  );
}

/** Formats a table for the terminal: names to the left, figures to the right. */
export function terminalTable(table: Table): string {
  return align(table)
    .map((row) => row.join('   ').trimEnd())
    .join('\n');
}

/** Formats a table in Markdown, padded like the formatter does. */
export function markdownTable({ header, rows }: Table): string {
  const escaped = [header, ...rows].map((row) => row.map((cell) => cell.replaceAll('|', '\\|')));
  // A rule has at least three characters.
  const [titles = [], ...lines] = align({
    header: (escaped[0] ?? []).map((cell) => cell.padEnd(3)),
    rows: escaped.slice(1),
  });
  const rule = titles.map(({ length }, column) => (column === 0 ? '-'.repeat(length) : `${'-'.repeat(length - 1)}:`));
  const head = titles.map((cell, column) => (column === 0 ? cell : cell.trim().padStart(cell.length)));
  return [head, rule, ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
