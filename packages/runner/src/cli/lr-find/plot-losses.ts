import type { RangePoint, RangeSummary } from '@sweepdeck/core/training';
import { formatRate } from './format-rate.ts';

export interface PlotSize {
  /** Width in characters, axis labels included. */
  readonly columns: number;
  readonly rows: number;
}

const labelWidth = 9;
/** The dots of a braille character: four rows of two columns. */
const dots = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
] as const;

/**
 * Plots smoothed loss against learning rate (log scale) with braille dots. Labels both ends of the loss axis and each
 * power of ten; a line below the curve marks the usable range, and `^` the suggested rate. Clips losses that exceed
 * the first loss by more than half of the fall, because they would flatten the part that matters.
 */
export function plotLosses(
  points: readonly RangePoint[],
  { suggestedRate, usableRates }: RangeSummary,
  { columns, rows }: PlotSize,
): string[] {
  const finite = points.filter(({ smoothedLoss }) => Number.isFinite(smoothedLoss));
  const [first, last] = [finite[0], finite.at(-1)];
  if (first === undefined || last === undefined || finite.length < 2) return [];
  const width = Math.max(10, columns - labelWidth - 1);
  const low = Math.min(...finite.map(({ smoothedLoss }) => smoothedLoss));
  const high = Math.min(
    Math.max(...finite.map(({ smoothedLoss }) => smoothedLoss)),
    first.smoothedLoss + Math.max((first.smoothedLoss - low) / 2, Math.abs(first.smoothedLoss) * 0.1),
  );
  const place = (rate: number): number =>
    (Math.log(rate) - Math.log(first.learningRate)) / (Math.log(last.learningRate) - Math.log(first.learningRate));
  const column = (rate: number): number => Math.max(0, Math.min(width - 1, Math.round(place(rate) * (width - 1))));

  const cells = Array.from({ length: rows }, () => Array<number>(width).fill(0));
  let previous: { readonly x: number; readonly y: number } | undefined;
  for (const { learningRate, smoothedLoss } of finite) {
    const x = place(learningRate) * (width * 2 - 1);
    const height = high === low ? (rows * 4 - 1) / 2 : ((high - smoothedLoss) / (high - low)) * (rows * 4 - 1);
    // A point far above the plot looks the same as one just above it, and takes less drawing.
    const y = Math.max(height, -rows * 4);
    drawLine(cells, previous ?? { x, y }, { x, y });
    previous = { x, y };
  }
  const label = (row: number): string =>
    (row === 0 ? formatLoss(high) : row === rows - 1 ? formatLoss(low) : '').padStart(labelWidth - 1);
  const lines = cells.map(
    (row, index) => `${label(index)} │${row.map((bits) => String.fromCharCode(0x2800 + bits)).join('')}`,
  );
  const indent = ' '.repeat(labelWidth);
  lines.push(`${indent}└${axisLine(width, usableRates, suggestedRate, column)}`);
  lines.push(`${indent} ${tickLine(width, first.learningRate, last.learningRate, column)}`);
  return lines.map((line) => line.replace(/[\s\u2800]+$/u, ''));
}

/** Sets every dot on the line between two places; ignores places outside the plot. */
function drawLine(cells: number[][], from: { x: number; y: number }, to: { x: number; y: number }): void {
  const steps = Math.max(1, Math.ceil(Math.max(Math.abs(to.x - from.x), Math.abs(to.y - from.y))));
  for (let i = 0; i <= steps; i++) {
    const x = Math.round(from.x + ((to.x - from.x) * i) / steps);
    const y = Math.round(from.y + ((to.y - from.y) * i) / steps);
    const row = cells[Math.floor(y / 4)];
    const dot = dots[((y % 4) + 4) % 4]?.[((x % 2) + 2) % 2] ?? 0;
    if (row !== undefined && x >= 0) row[x >> 1] = (row[x >> 1] ?? 0) | dot;
  }
}

function axisLine(
  width: number,
  usable: RangeSummary['usableRates'],
  suggested: number | null,
  column: (rate: number) => number,
): string {
  const line = Array<string>(width).fill('─');
  if (usable !== null) line.fill('━', column(usable.from), column(usable.to) + 1);
  if (suggested !== null) line[column(suggested)] = '▲';
  return line.join('');
}

/** Writes the powers of ten, each centered below its column where there is room. */
function tickLine(width: number, first: number, last: number, column: (rate: number) => number): string {
  let line = '';
  for (let power = Math.ceil(Math.log10(first) - 1e-9); power <= Math.log10(last) + 1e-9; power++) {
    const text = formatRate(10 ** power);
    const start = Math.min(width - text.length, Math.max(0, column(10 ** power) - Math.floor(text.length / 2)));
    if (start < line.length + (line === '' ? 0 : 2)) continue;
    line = line.padEnd(start) + text;
  }
  return line;
}

function formatLoss(loss: number): string {
  return Math.abs(loss) >= 1e4 || (loss !== 0 && Math.abs(loss) < 1e-3) ? loss.toExponential(1) : loss.toPrecision(4);
}
