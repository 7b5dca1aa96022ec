import type { JsonValue } from './json-value.ts';
import { isValueAxis, type ParameterAxis, type ValueAxis } from './parameter-axis.ts';
import type { PlannedTrial } from './records.ts';

/** Returns the axes with their values; for a range, the values that were tried, in ascending order. */
export function triedAxes(
  axes: readonly ParameterAxis[],
  tried: readonly Pick<PlannedTrial, 'parameters'>[],
): ValueAxis[] {
  return axes.map((axis) => {
    if (isValueAxis(axis)) return axis;
    const numbers = new Set<number>();
    for (const { parameters } of tried) {
      const value: JsonValue | undefined = parameters[axis.path];
      if (typeof value === 'number') numbers.add(value);
    }
    return { path: axis.path, values: [...numbers].toSorted((a, b) => a - b) };
  });
}
