import { z } from 'zod';
import type { JsonValue } from '../records/records.ts';
import { canonicalJson } from './canonical-json.ts';

/**
 * The shortest way to write a valid configuration by name: options at their defaults are left out, and a name without
 * options stands alone. `{ name: adam, beta_1: 0.9 }` becomes `adam`. Other values stay as they are.
 */
export function shortForm(schema: z.core.$ZodType, value: unknown): JsonValue {
  if (typeof value !== 'object' || value === null || !('name' in value)) return value as JsonValue;
  const { name, ...options } = value;
  const { data: defaults = {} } = z.safeParse(schema, { name });
  const changed = Object.entries(options).filter(
    ([key, option]) => option !== undefined && !isSame(option, Reflect.get(Object(defaults), key)),
  );
  return changed.length === 0 ? String(name) : { name: String(name), ...Object.fromEntries(changed) };
}

const isSame = (a: unknown, b: unknown): boolean => b !== undefined && canonicalJson(a) === canonicalJson(b);
