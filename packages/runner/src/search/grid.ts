import type { JsonValue, ParameterAxis } from '../records/records.ts';

/**
 * Every combination of one value from each axis, one at a time: the first axis varies slowest, the last fastest.
 * Without axes there is one combination, the empty one; an axis without values leaves none.
 */
export function* grid(axes: readonly ParameterAxis[]): Generator<Record<string, JsonValue>> {
  const [axis, ...rest] = axes;
  if (axis === undefined) {
    yield {};
    return;
  }
  for (const value of axis.values) {
    for (const combination of grid(rest)) yield { [axis.path]: value, ...combination };
  }
}
