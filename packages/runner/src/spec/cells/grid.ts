import type { JsonValue } from '../../records/json-value.ts';
import type { ValueAxis } from '../../records/parameter-axis.ts';

/**
 * Yields every combination of one value per axis, one at a time: the first axis varies slowest, the last fastest.
 * Without axes there is one empty combination; an axis without values gives none.
 */
export function* grid(axes: readonly ValueAxis[]): Generator<Record<string, JsonValue>> {
  if (axes.some(({ values }) => values.length === 0)) return;
  const indices = axes.map(() => 0);
  do {
    yield Object.fromEntries(
      axes.flatMap(({ path, values }, axis) => {
        const value = values[indices[axis] ?? 0];
        return value === undefined ? [] : [[path, value]];
      }),
    );
  } while (advance(indices, axes));
}

/**
 * Advances the indices by one, like an odometer.
 * @returns false after the last combination
 */
function advance(indices: number[], axes: readonly ValueAxis[]): boolean {
  for (let axis = axes.length - 1; axis >= 0; axis--) {
    const next = (indices[axis] ?? 0) + 1;
    const isWithin = next < (axes[axis]?.values.length ?? 0);
    indices[axis] = isWithin ? next : 0;
    if (isWithin) return true;
  }
  return false;
}
