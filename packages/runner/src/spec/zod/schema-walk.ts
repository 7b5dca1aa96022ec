import { z } from 'zod';

type Schema = z.core.$ZodType;

export type ObjectSchema = z.ZodObject<Readonly<Record<string, z.core.$ZodType>>>;

export function isObjectSchema(schema: Schema): schema is ObjectSchema {
  return schema instanceof z.ZodObject;
}

/** Unwraps defaults, optionals, references to itself, and schemas that accept a bare name or weight. */
export function unwrap(schema: Schema): Schema {
  if (schema instanceof z.ZodLazy) return unwrap(schema.unwrap());
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional) return unwrap(schema.unwrap());
  if (schema instanceof z.ZodPipe) return unwrap(schema.out instanceof z.ZodTransform ? schema.in : schema.out);
  return schema;
}

/** Returns the alternatives of a union, or the schema itself. */
export function alternatives(schema: Schema): Schema[] {
  const inner = unwrap(schema);
  return inner instanceof z.ZodUnion ? inner.options.flatMap((option) => alternatives(option)) : [inner];
}

/** Returns the names that distinguish the alternatives: the literals of `name`. */
export function discriminatorNames(schema: Schema): string[] {
  return alternatives(schema).flatMap((option) => {
    const name = isObjectSchema(option) ? option.shape['name'] : undefined;
    return name instanceof z.ZodLiteral ? [...name.values].map(String) : [];
  });
}

/** Returns the schemas one step down. If the value's name selects an alternative, follows only that one. */
export function childSchemas(schema: Schema, key: PropertyKey, value: unknown): Schema[] {
  const options = alternatives(schema);
  const named = options.filter((option) => discriminatorNames(option).includes(nameOf(value) ?? ''));
  return (named.length > 0 ? named : options).flatMap((option) => {
    const child = isObjectSchema(option) && Object.hasOwn(option.shape, key) ? option.shape[String(key)] : undefined;
    if (child !== undefined) return [child];
    if (option instanceof z.ZodArray && typeof key === 'number') return [option.element];
    return [];
  });
}

/** Returns the schemas that apply to the value at a path; several if alternatives are possible. */
export function schemasAt(root: Schema, path: readonly PropertyKey[], rootValue: unknown): Schema[] {
  let schemas = [root];
  let value = rootValue;
  for (const key of path) {
    const parent = value;
    schemas = schemas.flatMap((schema) => childSchemas(schema, key, parent));
    value = childValue(parent, key);
  }
  return schemas;
}

/** Returns the keys that a mapping at this place may have. */
export function keysOf(schemas: readonly Schema[], value: unknown): string[] {
  const options = schemas.flatMap((schema) => alternatives(schema));
  const named = options.filter((option) => discriminatorNames(option).includes(nameOf(value) ?? ''));
  const keys = (named.length > 0 ? named : mostFitting(options, value)).flatMap((option) =>
    isObjectSchema(option) ? Object.keys(option.shape) : [],
  );
  return [...new Set(keys)];
}

/** If an option implies the name: returns the alternatives that know most of the value's keys. */
function mostFitting(options: readonly Schema[], value: unknown): readonly Schema[] {
  const known = options.map((option) =>
    isObjectSchema(option) ? Object.keys(option.shape).filter((key) => childValue(value, key) !== undefined).length : 0,
  );
  return options.filter((_, index) => known[index] === Math.max(...known));
}

/** Returns the value under a key; `undefined` if there is none. */
export function childValue(value: unknown, key: PropertyKey): unknown {
  if (Array.isArray(value)) return value[Number(key)];
  if (typeof value === 'object' && value !== null && Object.hasOwn(value, key)) return Reflect.get(value, key);
  return undefined;
}

export function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce(childValue, root);
}

function nameOf(value: unknown): string | undefined {
  const name = typeof value === 'string' ? value : childValue(value, 'name');
  return typeof name === 'string' ? name : undefined;
}
