import { nonFiniteName, nonFiniteNames } from '@sweepdeck/runner/records';
import { z } from 'zod';

/** A float in JSON. JSON would turn NaN and infinity into null, so they are sent by name. */
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

/** Writes JSON for the schemas of this contract: non-finite numbers by name. */
export { stringifyNamed as stringifyWire } from '@sweepdeck/runner/records';
