import { z } from 'zod';
import { sweepSpecSchema } from './sweep-schema.ts';

/** The schema of a sweep for editors (JSON Schema 2020-12): what may be written, so names alone are valid, too. */
export function sweepJsonSchema(): z.core.JSONSchema.BaseSchema {
  const schema = z.toJSONSchema(sweepSpecSchema, {
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
    },
  });
  return { title: 'Sweepdeck sweep', ...schema };
}

/** `{ name: adam }` may be written as `adam`, where the name is all that it needs. */
function allowNameAlone(schema: z.core.JSONSchema.BaseSchema): void {
  const { oneOf } = schema;
  if (oneOf === undefined) return;
  const names = oneOf.flatMap(({ required = [], properties }) => {
    const name = properties?.['name'];
    return typeof name === 'object' && required.length === 1 && name.const !== undefined ? [name.const] : [];
  });
  delete schema.oneOf;
  schema.anyOf = [{ enum: names }, { oneOf }];
}
