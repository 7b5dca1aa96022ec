import { optionNotes, type OptionNotes } from '@sweepdeck/core/registry';
import { z } from 'zod';
import type { JsonValue } from '../../records/json-value.ts';
import { describeTaken, descriptionOf } from '../../spec/reference/describe-option-schema.ts';
import { isObjectSchema } from '../../spec/zod/schema-walk.ts';
import type { CatalogOption } from './catalog-entry.ts';

/** Lists the options of a definition: every key of its schema except `name`. */
export function describeOptions(schema: z.core.$ZodType): readonly CatalogOption[] {
  if (!isObjectSchema(schema)) return [];
  return Object.entries(schema.shape)
    .filter(([name]) => name !== 'name')
    .map(([name, option]) => describeOption(name, option));
}

/** Describes one key of a schema. */
export function describeOption(name: string, schema: z.core.$ZodType): CatalogOption {
  const { success: canBeLeftOut, data } = z.safeParse(schema, undefined);
  return {
    name,
    takes: describeTaken(schema),
    isRequired: !canBeLeftOut,
    // Schemas state defaults as YAML would.
    default: canBeLeftOut && data !== undefined ? (data as JsonValue) : null,
    description: descriptionOf(schema),
    source: notesOf(schema).source ?? null,
  };
}

/** Reads an option's symbol, source and other notes from its schema. */
export function notesOf(schema: z.core.$ZodType): OptionNotes {
  return optionNotes.get(schema) ?? {};
}
