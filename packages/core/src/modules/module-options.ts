import { z } from 'zod';

/** The options of a definition that stands for a file of the user's own. */
export const moduleOptionsSchema = z.strictObject({
  module: z
    .string()
    .min(1)
    .describe(
      'Path of a TypeScript or JavaScript file, relative to the sweep file (in --set, to the current directory)',
    ),
  options: z
    .record(
      z.string(),
      z.unknown().refine(hasOnlyFiniteNumbers, 'saw a number that is not finite; expected finite numbers'),
    )
    .default({})
    .describe('Handed to the module, which checks them itself'),
  sha256: z
    .string()
    .length(64)
    .optional()
    .describe('Of the bundled code, filled in when the sweep is loaded; written out, it refuses any other code'),
});

/** A trial's key cannot hold others. */
function hasOnlyFiniteNumbers(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value !== 'object' || value === null || Object.values(value).every(hasOnlyFiniteNumbers);
}
