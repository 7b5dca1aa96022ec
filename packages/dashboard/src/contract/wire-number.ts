import { z } from 'zod';

/** A float on the wire: JSON turns NaN and infinity into null, so they travel by name. */
export const wireNumber = z.codec(
  z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity'])]),
  z
    .number()
    .or(z.nan())
    .or(z.literal([Infinity, -Infinity])),
  {
    decode: (value) => Number(value),
    encode: (value) => (Number.isFinite(value) ? value : (String(value) as 'NaN' | 'Infinity' | '-Infinity')),
  },
);

/** JSON as the schemas of this contract decode it: numbers that are not finite by name. */
export function stringifyWire(value: unknown): string {
  return JSON.stringify(value, (_, field: unknown) =>
    typeof field === 'number' && !Number.isFinite(field) ? String(field) : field,
  );
}
