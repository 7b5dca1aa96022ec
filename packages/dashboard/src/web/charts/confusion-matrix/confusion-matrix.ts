import type { ChartConfiguration } from 'chart.js';
import { cellLayer, type CellMark } from '../parts/cell-layer.ts';
import { emptyText, sharedOptions, tooltipLook } from '../parts/chart-defaults.ts';
import { scaleColor, textColorOn } from '../parts/color-scale.ts';
import { emptyMessage } from '../parts/empty-message.ts';
import { formatPercent, percentNumber } from '../../words/numbers.ts';
import { matrixAxis, matrixCellSize } from '../parts/matrix-axes.ts';
import type { ChartTheme } from '../parts/theme.ts';

export interface ConfusionMatrixData {
  readonly classNames: readonly string[];
  /** `counts[truth][predicted]`. */
  readonly counts: readonly (readonly number[])[];
  /** `rows` labels each cell with its percentage of the true class. Colours follow that share in both modes. */
  readonly normalize: 'counts' | 'rows';
}

export interface ConfusionDatum {
  readonly x: string;
  readonly y: string;
  readonly truth: number;
  readonly predicted: number;
  readonly count: number;
  /** Share of the true class, 0..1; 0 for a class without examples. */
  readonly share: number;
}

/**
 * An error share from which errors get the full colour even if none is larger, so that small errors of a good model
 * stay pale.
 */
const smallestFullError = 0.05;

/**
 * Shows true classes in rows and predictions in columns. Correct predictions use the cool scale; errors use the warm
 * one, by the square root of their share, so that rare confusions are visible. Draw it in a square box of at most 56
 * px per class.
 */
export function buildConfusionMatrixConfig(
  data: ConfusionMatrixData,
  theme: ChartTheme,
): ChartConfiguration<'matrix', ConfusionDatum[]> {
  const cells = confusionCells(data);
  const isEmpty = cells.every(({ count }) => count === 0);
  const largestError = Math.max(smallestFullError, ...cells.map((cell) => (isError(cell) ? cell.share : 0)));
  const fills = cells.map((cell) => cellFill(cell, largestError, theme));
  const axis = (title: string) => ({
    title,
    values: data.classNames.map((label, index) => ({ id: String(index), label })),
  });
  const size = data.classNames.length;
  return {
    type: 'matrix',
    data: {
      datasets: [
        {
          data: isEmpty ? [] : cells,
          backgroundColor: fills,
          hoverBackgroundColor: fills,
          borderWidth: 0,
          ...matrixCellSize(size, size, size > 20 ? 0 : 1),
        },
      ],
    },
    plugins: [cellLayer, emptyMessage],
    options: {
      ...sharedOptions,
      layout: { padding: { right: 4, bottom: 4 } },
      scales: {
        x: matrixAxis(axis('predicted'), { position: 'top', isDisplayed: !isEmpty, maxLines: 1 }, theme),
        y: matrixAxis(axis('truth'), { position: 'left', isDisplayed: !isEmpty }, theme),
      },
      plugins: {
        legend: { display: false },
        tooltip: {
          ...tooltipLook(theme),
          displayColors: false,
          callbacks: {
            title: () => '',
            label: ({ dataIndex }) => {
              const cell = cells[dataIndex];
              return cell === undefined ? '' : describeCell(cell, data.classNames);
            },
          },
        },
        cellLayer: {
          fontFamily: theme.fontFamily,
          // Exact counts in small print are better than rounded ones.
          readableSizePx: 9,
          cells: isEmpty
            ? []
            : cells.map((cell, index) => cellMark(cell, fills[index] ?? theme.surface, data.normalize)),
        },
        emptyMessage: emptyText(isEmpty ? 'No predictions yet' : '', theme),
      },
    },
  };
}

function confusionCells({ classNames, counts }: ConfusionMatrixData): ConfusionDatum[] {
  return classNames.flatMap((_, truth) => {
    const row = classNames.map((__, predicted) => counts[truth]?.[predicted] ?? 0);
    const total = row.reduce((sum, count) => sum + count, 0);
    return row.map((count, predicted) => ({
      x: String(predicted),
      y: String(truth),
      truth,
      predicted,
      count,
      share: total === 0 ? 0 : count / total,
    }));
  });
}

const isError = ({ truth, predicted }: ConfusionDatum): boolean => truth !== predicted;

function cellFill(cell: ConfusionDatum, largestError: number, { mode, background }: ChartTheme): string {
  if (cell.count === 0) return background;
  // The pale ends of both scales look alike, so the diagonal starts well inside its own scale.
  if (!isError(cell)) return scaleColor('goodness', 0.4 + 0.55 * cell.share, mode);
  return scaleColor('badness', Math.sqrt(cell.share / largestError), mode);
}

/** Leaves an empty cell off the diagonal blank: a hundred zeros would hide the few numbers that matter. */
function cellMark(cell: ConfusionDatum, fill: string, normalize: ConfusionMatrixData['normalize']): CellMark {
  const color = textColorOn(fill);
  if (cell.count === 0) return { variants: [isError(cell) ? '' : '0'], color };
  if (normalize === 'counts')
    return {
      variants: [String(cell.count), cell.count < 1000 ? String(cell.count) : `${Math.round(cell.count / 1000)}k`],
      color,
    };
  const tenths = cell.share < 0.0005 ? '<0.1' : percentNumber(cell.share, 1);
  return { variants: [tenths, cell.share < 0.005 ? '<1' : percentNumber(cell.share, 0)], color };
}

function describeCell({ truth, predicted, count, share }: ConfusionDatum, classNames: readonly string[]): string {
  return `truth ${classNames[truth] ?? truth}, predicted ${classNames[predicted] ?? predicted}: ${count} (${formatPercent(share)})`;
}
