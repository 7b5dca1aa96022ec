import { z } from 'zod';
import { impliedByName } from '../schema/implied-names.ts';
import { parameterSchema } from '../schema/parameter-schema.ts';
import { shareDefinitions } from './share-definitions.ts';
import { sweepSchema } from '../schema/sweep-schema.ts';
import { openPaths } from '../schema/sweepable-paths.ts';

/** The schema of a sweep for editors (JSON Schema 2020-12): what may be written, so names alone are valid, too. */
export function sweepJsonSchema(): z.core.JSONSchema.BaseSchema {
  return shareDefinitions({ title: 'Sweepdeck sweep', ...toJsonSchema(sweepSchema()) });
}

/** The options of modules, which are open. */
const openOnes = openPaths();

function toJsonSchema(schema: z.ZodType): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      // Written for the u flag, which not every validator sets.
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

/** What `parameters` takes below the options of a module. */
function moduleOptionEntries(): Record<string, z.core.JSONSchema.BaseSchema> {
  return Object.fromEntries(
    openOnes.map(({ path, schema }) => {
      const { $schema: _, ...entry } = toJsonSchema(parameterSchema(path, schema));
      return [`^${path.replaceAll('.', String.raw`\.`)}\\.`, entry];
    }),
  );
}

/**
 * `{ name: adam }` may be written as `adam`, where the name is all that it needs, and the name may be left out where an
 * option implies it.
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
