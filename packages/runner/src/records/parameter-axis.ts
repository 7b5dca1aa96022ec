import { z } from 'zod';
import { jsonValueSchema } from './json-value.ts';

const path = z.string().describe('Dotted path into the trial configuration');

/** A swept axis whose values are listed. */
export const valueAxisSchema = z.object({
  path,
  values: z.array(jsonValueSchema).readonly().describe('In the order of the YAML'),
});

/** A swept axis of numbers between two ends, for a search that picks among them. */
const rangeAxisSchema = z.object({
  path,
  from: z.number().describe('Lower end, which belongs to it'),
  to: z.number().describe('Upper end, which belongs to it'),
  scale: z.enum(['linear', 'log']).describe('Where numbers are picked evenly: on the axis itself, or on its logarithm'),
  step: z.number().optional().describe('Only numbers that are whole steps above the lower end; absent: any'),
});

export type ValueAxis = z.output<typeof valueAxisSchema>;
type RangeAxis = z.output<typeof rangeAxisSchema>;

/** One swept axis. Whatever lists values takes a `ValueAxis`; `triedAxes` makes one of a range. */
export type ParameterAxis = ValueAxis | RangeAxis;

export function isValueAxis(axis: ParameterAxis): axis is ValueAxis {
  return 'values' in axis;
}
