import type { LeaderboardRow, ValueAxis } from '../../contract/index.ts';
import { valueId } from './leaderboard-view.ts';

/** The swept axes that the heatmaps show: x and y of each grid, and one grid per value of `multiples`. */
export interface HeatmapAxes {
  readonly x: ValueAxis;
  readonly y: ValueAxis | null;
  readonly multiples: ValueAxis | null;
  /** Axes that are not shown: each place of a grid contains the cell that ranks first. */
  readonly folded: readonly ValueAxis[];
}

const isNumeric = ({ values }: ValueAxis) => values.every((value) => typeof value === 'number');

/**
 * Puts the learning rate (else the numeric axis with the most values, else the longest) on x, the loss (else the next
 * longest) on y, and the optimizer (else the next) into small multiples. Null when fewer than two values were swept
 * in total.
 */
export function chooseHeatmapAxes(axes: readonly ValueAxis[]): HeatmapAxes | null {
  const rest = axes
    .filter(({ values }) => values.length > 1)
    .toSorted((a, b) => Number(isNumeric(b)) - Number(isNumeric(a)) || b.values.length - a.values.length);
  const take = (isWanted: (axis: ValueAxis) => boolean): ValueAxis | null => {
    const index = Math.max(0, rest.findIndex(isWanted));
    return rest.splice(index, 1)[0] ?? null;
  };
  const x = take(({ path }) => path === 'learning_rate');
  if (x === null) return null;
  const y = take(({ path }) => path === 'loss' || path === 'loss.name');
  const multiples = take(({ path }) => path === 'optimizer' || path === 'optimizer.name');
  return { x, y, multiples, folded: rest };
}

/** Restricts the axes to values that the rows have, so that filters leave no empty lines and grids. */
export function narrowAxes({ x, y, multiples, folded }: HeatmapAxes, rows: readonly LeaderboardRow[]): HeatmapAxes {
  const narrow = ({ path, values }: ValueAxis): ValueAxis => {
    const there = new Set(rows.map(({ parameters }) => valueId(parameters[path])));
    return { path, values: values.filter((value) => there.has(valueId(value))) };
  };
  return {
    x: narrow(x),
    y: y === null ? null : narrow(y),
    multiples: multiples === null ? null : narrow(multiples),
    folded,
  };
}
