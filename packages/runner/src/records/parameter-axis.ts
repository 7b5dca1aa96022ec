import { z } from 'zod';
import { jsonValueSchema } from './json-value.ts';

/** One swept axis. */
export const parameterAxisSchema = z.object({
  path: z.string().describe('Dotted path into the trial configuration'),
  values: z.array(jsonValueSchema).readonly().describe('In the order of the YAML'),
});

export type ParameterAxis = z.output<typeof parameterAxisSchema>;
