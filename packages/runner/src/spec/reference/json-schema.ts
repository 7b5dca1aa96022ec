import { z } from 'zod';
import { impliedByName } from '../schema/implied-names.ts';
import { parameterSchema } from '../schema/parameter-schema.ts';
import { shareDefinitions } from './share-definitions.ts';
import { sweepSchema } from '../schema/sweep-schema.ts';
import { openPaths } from '../schema/sweepable-paths.ts';

/**
 * Makes the JSON Schema (2020-12) of a sweep for editors. It describes what may be written, so bare names are valid
 * too.
 */
export function sweepJsonSchema(): z.core.JSONSchema.BaseSchema {
  return shareDefinitions({ title: 'Sweepdeck sweep', ...toJsonSchema(sweepSchema()) });
}

/** Options of modules are open: their names are not known. */
const openOnes = openPaths();

function toJsonSchema(schema: z.ZodType): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      // The pattern needs the u flag, which not every validator sets.
      if (zodSchema instanceof z.ZodString) delete jsonSchema.pattern;
      if (zodSchema instanceof z.ZodPipe) allowNameAlone(jsonSchema);
      if (zodSchema instanceof z.ZodObject && Object.keys(zodSchema.shape).join() === 'values,value') {
        jsonSchema.oneOf = ['values', 'value'].map((key) => ({
          type: 'object',
          properties: { [key]: {} },
          required: [key],
        }));
      }
      if (zodSchema instanceof z.ZodObject && openOnes.some(({ path }) => Object.hasOwn(zodSchema.shape, path))) {
        jsonSchema.patternProperties = moduleOptionEntries();
      }
    },
  });
}

/** Makes the entries of `parameters` for options of modules. */
function moduleOptionEntries(): Record<string, z.core.JSONSchema.BaseSchema> {
  return Object.fromEntries(
    openOnes.map(({ path, schema }) => {
      const { $schema: _, ...entry } = toJsonSchema(parameterSchema(path, schema));
      return [`^${path.replaceAll('.', String.raw`\.`)}\\.`, entry];
    }),
  );
}

/**
 * Allows `adam` for `{ name: adam }` if the name is all that it needs, and allows omitting the name if an option
 * implies it.
 */
function allowNameAlone(schema: z.core.JSONSchema.BaseSchema): void {
  const { oneOf } = schema;
  if (oneOf === undefined) return;
  const names = oneOf.flatMap(({ required = [], properties }) => {
    const name = properties?.['name'];
    return typeof name === 'object' && required.join() === 'name' && name.const !== undefined ? [name.const] : [];
  });
  for (const alternative of oneOf) {
    const name = alternative.properties?.['name'];
    const implied = typeof name === 'object' ? impliedByName.get(String(name.const)) : undefined;
    if (implied === undefined || !alternative.required?.includes(implied)) continue;
    alternative.required = alternative.required.filter((key) => key !== 'name');
  }
  delete schema.oneOf;
  schema.anyOf = [{ enum: names }, { oneOf }];
}
