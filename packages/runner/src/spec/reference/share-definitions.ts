import type { z } from 'zod';

type JsonSchema = z.core.JSONSchema.BaseSchema;
type Schema = z.core.JSONSchema._JSONSchema;

/** Characters; a shorter schema is clearer where it is used. */
const minLength = 60;

/**
 * Shortens a JSON schema: parts that occur more than once move to `$defs`, named after their `name` or the key where
 * they were first found.
 */
export function shareDefinitions(schema: JsonSchema): JsonSchema {
  const counts = countSchemas(schema);
  const definitions: Record<string, JsonSchema> = {};
  const nameByText = new Map<string, string>();

  const share = (child: Schema, key: string): Schema => {
    if (typeof child === 'boolean') return child;
    const text = JSON.stringify(child);
    if (text.length < minLength || (counts.get(text) ?? 0) < 2) return mapChildren(child, key, share);
    let name = nameByText.get(text);
    if (name === undefined) {
      name = freeName(nameOf(child) ?? key, [...nameByText.values(), ...Object.keys(schema.$defs ?? {})]);
      nameByText.set(text, name);
      definitions[name] = mapChildren(child, key, share);
    }
    return { $ref: `#/$defs/${name}` };
  };
  const shared = mapChildren(schema, 'sweep', share);
  return { ...shared, $defs: { ...shared.$defs, ...definitions } };
}

/** Counts each schema within a schema, by its text; the parts of one that was already counted do not count again. */
function countSchemas(root: JsonSchema): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const count = (schema: Schema): Schema => {
    if (typeof schema === 'boolean') return schema;
    const text = JSON.stringify(schema);
    const before = counts.get(text) ?? 0;
    counts.set(text, before + 1);
    if (before === 0) mapChildren(schema, '', count);
    return schema;
  };
  count(root);
  return counts;
}

/** Replaces every schema directly below a schema. `key` is the nearest key above it. */
function mapChildren(schema: JsonSchema, key: string, change: (child: Schema, key: string) => Schema): JsonSchema {
  const result: JsonSchema = { ...schema };
  for (const keyword of ['properties', '$defs'] as const) {
    const children = schema[keyword];
    if (children === undefined) continue;
    const changed = Object.entries(children).map(([name, child]): [string, Schema] => [name, change(child, name)]);
    Object.assign(result, { [keyword]: Object.fromEntries(changed) });
  }
  for (const keyword of ['anyOf', 'oneOf', 'allOf'] as const) {
    const children = schema[keyword];
    if (children !== undefined) Object.assign(result, { [keyword]: children.map((child) => change(child, key)) });
  }
  const { items } = schema;
  if (items !== undefined && !Array.isArray(items)) result.items = change(items, key) as JsonSchema;
  return result;
}

/** Returns `adam` for `{ properties: { name: { const: adam } } }`. */
function nameOf({ properties }: JsonSchema): string | undefined {
  const name = properties?.['name'];
  return typeof name === 'object' && typeof name.const === 'string' ? name.const : undefined;
}

function freeName(wanted: string, taken: readonly string[]): string {
  let name = wanted;
  for (let i = 2; taken.includes(name); i++) name = `${wanted}-${i}`;
  return name;
}
