import { nearestNames, SweepdeckError } from '@sweepdeck/core/errors';
import { findSynonym, type SynonymKind } from '../../spec/synonyms/find-synonym.ts';

/** Makes the error for a command line that cannot be understood. */
export function usageError(message: string, hint: string): SweepdeckError {
  return new SweepdeckError({ code: 'usage', message, hint });
}

interface Suggestion {
  /** Text before each suggested name. */
  readonly prefix?: string;
  readonly suffix?: string;
  /** The hint when no name is near. */
  readonly otherwise: string;
  /** Kinds of names that the table of other tools' names is searched for. */
  readonly kinds?: readonly SynonymKind[];
}

/** Returns `Did you mean --top?`, or the fallback hint when no name is near. */
export function suggest(
  wanted: string,
  names: readonly string[],
  { prefix = '', suffix = '', otherwise, kinds = [] }: Suggestion,
): string {
  const meaning = findSynonym(kinds, wanted, names);
  if (meaning?.note !== undefined) return asSentence(meaning.note);
  const near = (meaning?.names ?? nearestNames(wanted, names)).map((name) => `${prefix}${name}${suffix}`);
  return near.length === 0 ? otherwise : `Did you mean ${near.join(' or ')}?`;
}

/** Writes a note of the table of other tools' names as a hint: `Omit it.` */
export const asSentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
