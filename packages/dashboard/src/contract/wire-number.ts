import { nonFiniteName, nonFiniteNames } from '@sweepdeck/runner/records';
import { z } from 'zod';

/** A float on the wire: JSON turns NaN and infinity into null, so they travel by name. */
export const wireNumber = z.codec(
  z.union([z.number(), z.enum(nonFiniteNames)]),
  z
    .number()
    .or(z.nan())
    .or(z.literal([Infinity, -Infinity])),
  {
    decode: (value) => Number(value),
    encode: (value) => nonFiniteName(value) ?? value,
  },
);

/** JSON as the schemas of this contract decode it: numbers that are not finite by name. */
export { stringifyNamed as stringifyWire } from '@sweepdeck/runner/records';
