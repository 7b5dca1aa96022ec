import { SweepdeckError } from '@sweepdeck/core/errors';
import type { z } from 'zod';
import { parseTagged } from '../../records/non-finite-json.ts';

/** JSON columns hold non-finite numbers as tags: `{"$number":"NaN"}`. */
export { stringifyTagged as toJsonColumn } from '../../records/non-finite-json.ts';

/**
 * Parses the text of a JSON column.
 *
 * @param place the row and the column in words, for the error: `column config of trial 3`
 *
 * @throws SweepdeckError `store-corrupt` when the text is not JSON or does not fit the schema
 */
export function fromJsonColumn<Schema extends z.ZodType>(
  text: string,
  schema: Schema,
  place: () => string,
): z.output<Schema> {
  const parsed = schema.safeParse(parseText(text, place));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.join('.')}`;
  throw damaged(place(), `it does not have the expected form${where} (${issue?.message ?? 'unknown'})`, parsed.error);
}

function parseText(text: string, place: () => string): unknown {
  try {
    return parseTagged(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw damaged(place(), 'it is not JSON', error);
  }
}

function damaged(place: string, problem: string, cause: Error): SweepdeckError {
  return new SweepdeckError({
    code: 'store-corrupt',
    message: `The store is damaged: ${place} cannot be read, because ${problem}.`,
    hint: 'Restore the store from a backup, or choose another directory with --store DIR.',
    cause,
  });
}
