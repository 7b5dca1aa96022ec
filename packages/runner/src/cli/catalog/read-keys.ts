import type { z } from 'zod';
import type { JsonValue } from '../../records/json-value.ts';
import { alternatives, isObjectSchema } from '../../spec/zod/schema-walk.ts';
import type { CatalogEntry } from './catalog-entry.ts';
import { describeOption, describeOptions, notesOf } from './describe-option.ts';
import { plainEntry } from './plain-entry.ts';
import { nestedExample } from './yaml-example.ts';

/**
 * Reads the keys of a mapping; each holds a value or options.
 * @param key dotted path of the mapping
 */
export function readKeys(key: string, mapping: z.core.$ZodType): readonly CatalogEntry[] {
  return alternatives(mapping)
    .filter(isObjectSchema)
    .flatMap(({ shape }) => Object.entries(shape).map(([name, schema]) => readKey(key, name, schema)));
}

function readKey(key: string, name: string, schema: z.core.$ZodType): CatalogEntry {
  const options = alternatives(schema).flatMap(describeOptions);
  const { description, source, takes, isRequired, default: initial } = describeOption(name, schema);
  const byDefault = Object.fromEntries(options.map((option) => [option.name, option.default]));
  const shown: JsonValue = options.length > 0 ? byDefault : (initial ?? notesOf(schema).example ?? null);
  return {
    ...plainEntry(name, description),
    source,
    options,
    value: options.length > 0 ? null : { takes, isRequired, default: initial },
    example: nestedExample(key, { [name]: shown }),
  };
}
