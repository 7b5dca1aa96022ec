import type { ValueAxis } from '../../records/parameter-axis.ts';
import { countRuns } from '../../records/repeat-plan.ts';
import { problemsError } from '../document/problem.ts';
import { placeOf, type SweepDocument } from '../document/sweep-document.ts';

/** More trials than anyone would wait for. A larger plan no longer fits comfortably into memory. */
export const maxTrials = 100_000;

/**
 * Refuses a grid that is too large, from the sizes of its axes alone.
 * @throws SweepdeckError `grid-too-large`
 */
export function refuseLargeGrid(
  sweep: SweepDocument,
  axes: readonly ValueAxis[],
  { repeats, folds }: { readonly repeats: number; readonly folds?: number | undefined },
): void {
  const trials = axes.reduce(
    (product, { values }) => product * values.length,
    countRuns({ seeds: repeats, folds: folds ?? null }),
  );
  if (trials <= maxTrials) return;
  const sizes = axes.filter(({ values }) => values.length > 1).map(({ path, values }) => `${path} ${values.length}`);
  const repeated = Object.entries({ repeats, folds: folds ?? 1 }).filter(([, count]) => count > 1);
  const factors = [...sizes, ...repeated.map(([key, count]) => `${key} ${count}`)].join(' x ');
  const text = `saw ${trials.toLocaleString('en-US')} trials (${factors}); expected at most ${maxTrials.toLocaleString('en-US')}`;
  const place = placeOf(sweep, ['parameters']);
  const hint = 'remove values, or divide the sweep into several';
  throw problemsError('grid-too-large', [{ place, path: 'parameters', text, hint }]);
}
