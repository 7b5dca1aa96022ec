import { mean, standardDeviation } from '@sweepdeck/core/statistics';

/** A cell's figures, one list of seeds per column; seed i of one cell is compared with seed i of another. */
export interface MeasuredCell {
  readonly label: string;
  readonly columns: readonly (readonly number[])[];
  /** Mean of the validation objective, which sorts the rows: test images choose nothing. */
  readonly objective: number;
}

export interface MeasuredTable {
  readonly rows: string;
  readonly titles: readonly string[];
  readonly cells: readonly MeasuredCell[];
  readonly reference?: string;
}

/**
 * Formats the cells in columns, the best validation first. A column shows the mean over the seeds in percent, then
 * the standard deviation in points. With a reference, the first column is compared with it, seed by seed.
 */
export function formatMeasured({ rows, titles, cells, reference }: MeasuredTable): string[] {
  const held = cells.find(({ label }) => label === reference)?.columns[0];
  if (reference !== undefined && held === undefined) throw new Error(`no cell is labelled ${reference}`);
  const header = [rows, ...titles, ...(held === undefined ? [] : ['gain', 'wins'])];
  const body = [...cells]
    .sort((a, b) => b.objective - a.objective)
    .map(({ label, columns }) => [
      label,
      ...columns.map((values) => `${percent(mean(values))} %${spread(values)}`),
      ...(held === undefined ? [] : against(columns[0] ?? [], held)),
    ]);
  const widths = header.map((title, i) => Math.max(title.length, ...body.map((row) => (row[i] ?? '').length)));
  return [header, ...body].map((row) =>
    row
      .map((text, i) => text.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function against(values: readonly number[], held: readonly number[]): string[] {
  if (values === held) return ['', ''];
  const gains = values.map((value, i) => value - (held[i] ?? Number.NaN));
  const gain = mean(gains);
  return [
    `${gain < 0 ? '' : '+'}${percent(gain)}${spread(gains)}`,
    `${gains.filter((each) => each > 0).length} of ${gains.length}`,
  ];
}

function spread(values: readonly number[]): string {
  const deviation = standardDeviation(values);
  return deviation === null ? '' : ` (${percent(deviation)})`;
}

function percent(share: number): string {
  return (100 * share).toFixed(2);
}
