import { z } from 'zod';
import { jsonValueSchema } from './json-value.ts';

const path = z.string().describe('Dotted path into the trial configuration');

/** A swept axis with a list of values. */
export const valueAxisSchema = z.object({
  path,
  values: z.array(jsonValueSchema).readonly().describe('In the order of the YAML'),
});

/** A swept axis of numbers between two bounds, for a search that picks among them. */
const rangeAxisSchema = z.object({
  path,
  from: z.number().describe('Lower bound, included'),
  to: z.number().describe('Upper bound, included'),
  scale: z.enum(['linear', 'log']).describe('Scale on which numbers are picked uniformly: linear or logarithmic'),
  step: z.number().optional().describe('Picks only whole steps above the lower bound; absent: any number'),
});

export type ValueAxis = z.output<typeof valueAxisSchema>;

export const parameterAxisSchema = z.union([valueAxisSchema, rangeAxisSchema]);

/** A swept axis. Code that lists values takes a `ValueAxis`; `triedAxes` turns a range into one. */
export type ParameterAxis = z.output<typeof parameterAxisSchema>;

export function isValueAxis(axis: ParameterAxis): axis is ValueAxis {
  return 'values' in axis;
}
