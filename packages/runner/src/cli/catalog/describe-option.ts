import { z } from 'zod';
import type { JsonValue } from '../../records/records.ts';
import { describeSchemas } from '../../spec/describe-schema.ts';
import { isObjectSchema } from '../../spec/schema-walk.ts';
import type { CatalogOption } from './catalog-entry.ts';

/** The options of a definition: the keys of its schema beside `name`. */
export function describeOptions(schema: z.core.$ZodType): readonly CatalogOption[] {
  if (!isObjectSchema(schema)) return [];
  return Object.entries(schema.shape)
    .filter(([name]) => name !== 'name')
    .map(([name, option]) => describeOption(name, option));
}

function describeOption(name: string, schema: z.core.$ZodType): CatalogOption {
  const { success: canBeLeftOut, data } = z.safeParse(schema, undefined);
  const { text, names, kinds } = describeSchemas([schema]);
  const takesOptions = names.length > 0 && kinds.includes('mapping');
  return {
    name,
    takes: takesOptions ? `${text}, or a mapping with that name and its options` : text,
    isRequired: !canBeLeftOut,
    // Defaults are written in the schemas, as they would be in YAML.
    default: canBeLeftOut && data !== undefined ? (data as JsonValue) : null,
    description: descriptionOf(schema),
  };
}

/** A description may stand before or behind `.optional()`. */
export function descriptionOf(schema: z.core.$ZodType): string {
  const text = schema instanceof z.ZodType ? schema.description : undefined;
  return text ?? (schema instanceof z.ZodOptional ? descriptionOf(schema.unwrap()) : '');
}
