import { z } from 'zod';
import { describeSchemas } from '../zod/describe-schema.ts';

/**
 * Describes the values that an option takes, for the reference and the catalog: `one of adam, sgd, or a mapping with
 * that name and its options`.
 */
export function describeTaken(schema: z.core.$ZodType): string {
  const { text, names, kinds } = describeSchemas([schema]);
  return names.length > 0 && kinds.includes('mapping') ? `${text}, or a mapping with that name and its options` : text;
}

/** Reads a description, which may be given before or after `.optional()`. */
export function descriptionOf(schema: z.core.$ZodType): string {
  const text = schema instanceof z.ZodType ? schema.description : undefined;
  return text ?? (schema instanceof z.ZodOptional ? descriptionOf(schema.unwrap()) : '');
}
