import { nearestNames, SweepdeckError } from '@sweepdeck/core/errors';
import { findSynonym, type SynonymKind } from '../../spec/synonyms/find-synonym.ts';

/** A command line that cannot be understood. */
export function usageError(message: string, hint: string): SweepdeckError {
  return new SweepdeckError({ code: 'usage', message, hint });
}

interface Suggestion {
  /** Around each name. */
  readonly prefix?: string;
  readonly suffix?: string;
  /** Said when nothing is near. */
  readonly otherwise: string;
  /** Where other tools' names of it are listed. */
  readonly kinds?: readonly SynonymKind[];
}

/** `Did you mean --top?`, or what to look at when nothing is near. */
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

const asSentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
