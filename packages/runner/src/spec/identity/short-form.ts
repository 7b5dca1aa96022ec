import { z } from 'zod';
import type { JsonValue } from '../../records/json-value.ts';
import { canonicalJson } from './canonical-json.ts';
import { alternatives, discriminatorNames, isObjectSchema } from '../zod/schema-walk.ts';

/**
 * The shortest way to write a valid configuration by name: options at their defaults are left out, and a name without
 * options stands alone; the same within lists and mappings of them. `{ name: adam, beta_1: 0.9 }` becomes `adam`, and the
 * term `{ weight: 2 }` of a sum becomes `2`. Other values stay as they are.
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
  // An option of a module may have a name of its own.
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

/** A mapping without a name; where a number may stand for its weight, without what is at its default. */
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

/** The options of the alternative with that name. */
function shapeNamed(schema: z.core.$ZodType, name: string): Readonly<Record<string, z.core.$ZodType>> | undefined {
  const named = alternatives(schema).find((option) => discriminatorNames(option).includes(name));
  return named !== undefined && isObjectSchema(named) ? named.shape : undefined;
}

function defaultOf(schema: z.core.$ZodType | undefined): unknown {
  return schema === undefined ? undefined : z.safeParse(schema, undefined).data;
}

const isSame = (a: unknown, b: unknown): boolean => b !== undefined && canonicalJson(a) === canonicalJson(b);
