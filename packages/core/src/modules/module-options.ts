import { z } from 'zod';

/** Options of a custom module. */
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
    .describe('Passed to the module, which checks them itself'),
  sha256: z
    .string()
    .length(64)
    .optional()
    .describe(
      'SHA-256 of the bundled code; filled in when the sweep is loaded. If you set it, any other code is refused',
    ),
});

/** Keys of trials cannot contain other numbers. */
function hasOnlyFiniteNumbers(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value !== 'object' || value === null || Object.values(value).every(hasOnlyFiniteNumbers);
}
