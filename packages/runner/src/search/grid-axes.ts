import { SweepdeckError } from '@sweepdeck/core/errors';
import { describeAxis } from '../records/describe-axis.ts';
import { isValueAxis, type ParameterAxis, type ValueAxis } from '../records/parameter-axis.ts';

/**
 * Returns the axes of a grid, which needs lists of values.
 * @throws SweepdeckError `grid-needs-values` for a range
 */
export function gridAxes(axes: readonly ParameterAxis[]): readonly ValueAxis[] {
  return axes.map((axis) => {
    if (isValueAxis(axis)) return axis;
    throw new SweepdeckError({
      code: 'grid-needs-values',
      message: `${axis.path}: saw a range (${describeAxis(axis)}); a grid tries every value, so it needs a list of values`,
      hint: `List the values to try: \`${axis.path}: { values: [${axis.from}, ${axis.to}] }\`.`,
    });
  });
}
