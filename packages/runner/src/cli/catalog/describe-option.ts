import { optionNotes, type OptionNotes } from '@sweepdeck/core/registry';
import { z } from 'zod';
import type { JsonValue } from '../../records/json-value.ts';
import { describeTaken, descriptionOf } from '../../spec/reference/describe-option-schema.ts';
import { isObjectSchema } from '../../spec/zod/schema-walk.ts';
import type { CatalogOption } from './catalog-entry.ts';

/** The options of a definition: the keys of its schema beside `name`. */
export function describeOptions(schema: z.core.$ZodType): readonly CatalogOption[] {
  if (!isObjectSchema(schema)) return [];
  return Object.entries(schema.shape)
    .filter(([name]) => name !== 'name')
    .map(([name, option]) => describeOption(name, option));
}

/** One key of a schema. */
export function describeOption(name: string, schema: z.core.$ZodType): CatalogOption {
  const { success: canBeLeftOut, data } = z.safeParse(schema, undefined);
  return {
    name,
    takes: describeTaken(schema),
    isRequired: !canBeLeftOut,
    // Defaults are written in the schemas, as they would be in YAML.
    default: canBeLeftOut && data !== undefined ? (data as JsonValue) : null,
    description: descriptionOf(schema),
    source: notesOf(schema).source ?? null,
  };
}

/** What the schema of an option says of it beside its description. */
export function notesOf(schema: z.core.$ZodType): OptionNotes {
  return optionNotes.get(schema) ?? {};
}
