import { parameterLabel } from './cell-label.ts';
import { isValueAxis, type ParameterAxis } from './parameter-axis.ts';

/** Describes an axis: `mse, hinge`; for a range, `0.0001 to 0.1, log` or `16 to 256, linear, in steps of 16`. */
export function describeAxis(axis: ParameterAxis): string {
  if (isValueAxis(axis)) return axis.values.map(parameterLabel).join(', ');
  const { from, to, scale, step } = axis;
  return [`${from} to ${to}`, scale, ...(step === undefined ? [] : [`in steps of ${step}`])].join(', ');
}
