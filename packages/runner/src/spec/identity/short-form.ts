import { z } from 'zod';
import type { JsonValue } from '../../records/json-value.ts';
import { canonicalJson } from './canonical-json.ts';
import { alternatives, discriminatorNames, isObjectSchema } from '../zod/schema-walk.ts';

/**
 * Writes a valid configuration in its shortest form: options at their defaults are dropped, and a name without
 * options stands alone, also inside lists and mappings. `{ name: adam, beta_1: 0.9 }` becomes `adam`, and the term `{
 * weight: 2 }` of a sum becomes `2`. Other values stay as they are.
 */
export function shortForm(schema: z.core.$ZodType, value: unknown): JsonValue {
  if (Array.isArray(value)) {
    const list = alternatives(schema).find((option) => option instanceof z.ZodArray);
    return value.map((item: unknown) => (list === undefined ? (item as JsonValue) : shortForm(list.element, item)));
  }
  if (typeof value !== 'object' || value === null) return value as JsonValue;
  if (!('name' in value)) return shortMapping(schema, value);
  const { name, ...options } = value;
  const shape = shapeNamed(schema, String(name));
  // The options of a module are not known, so `name` may be one of them.
  if (shape === undefined) return value as JsonValue;
  const changed = Object.entries(options).filter(
    ([key, option]) => option !== undefined && !isSame(option, defaultOf(shape[key])),
  );
  if (changed.length === 0) return String(name);
  const short = changed.map(([key, option]): [string, JsonValue] => {
    const child = shape[key];
    return [key, child === undefined ? (option as JsonValue) : shortForm(child, option)];
  });
  return { name: String(name), ...Object.fromEntries(short) };
}

/** Shortens a mapping without a name: drops defaults, and writes a bare number if only the weight is left. */
function shortMapping(schema: z.core.$ZodType, value: object): JsonValue {
  const options = alternatives(schema);
  const shape = options.find(isObjectSchema)?.shape;
  if (shape === undefined) return value as JsonValue;
  const isTerm = 'weight' in value && options.some((option) => option instanceof z.ZodNumber);
  const entries = Object.entries(value)
    .filter(([key, child]) => !isTerm || key === 'weight' || !isSame(child, defaultOf(shape[key])))
    .map(([key, child]): [string, JsonValue] => {
      const inner = shape[key];
      return [key, inner === undefined ? (child as JsonValue) : shortForm(inner, child)];
    });
  return isTerm && entries.length === 1 ? Number(value.weight) : Object.fromEntries(entries);
}

/** Returns the options of the alternative with that name. */
function shapeNamed(schema: z.core.$ZodType, name: string): Readonly<Record<string, z.core.$ZodType>> | undefined {
  const named = alternatives(schema).find((option) => discriminatorNames(option).includes(name));
  return named !== undefined && isObjectSchema(named) ? named.shape : undefined;
}

function defaultOf(schema: z.core.$ZodType | undefined): unknown {
  return schema === undefined ? undefined : z.safeParse(schema, undefined).data;
}

const isSame = (a: unknown, b: unknown): boolean => b !== undefined && canonicalJson(a) === canonicalJson(b);
