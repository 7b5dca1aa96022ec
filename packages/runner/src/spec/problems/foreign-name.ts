import { nearestNames } from '@sweepdeck/core/errors';
import { quote } from '../zod/describe-value.ts';
import { didYouMean } from './foreign-key.ts';
import { findSynonym, nameKinds } from '../synonyms/find-synonym.ts';

/** What a name that is none of ours was meant to be: of another tool, nearly ours, or the end of one. */
export function hintOfName(value: string, names: readonly string[]): string | undefined {
  const meaning = findSynonym(nameKinds, value, names);
  if (meaning !== undefined && meaning.names.length > 0) return didYouMean(meaning, quote);
  const ending = names.filter((name) => name.endsWith(`.${value}`));
  const near = ending.length > 0 ? ending : nearestNames(value.slice(value.lastIndexOf('.') + 1), names).slice(0, 1);
  return near.length === 0 ? undefined : didYouMean({ names: near }, quote);
}
