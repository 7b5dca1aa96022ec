import { z } from 'zod';
import { unwrap } from './schema-walk.ts';

/** Removes an option's default. A default belongs to the fixed part of a sweep, never to a swept value. */
export function withoutDefault(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional) {
    const inner = schema.unwrap();
    const { description } = schema;
    return withoutDefault(
      description !== undefined && unwrap(inner) === inner && inner instanceof z.ZodType
        ? inner.describe(description)
        : inner,
    );
  }
  return schema;
}
