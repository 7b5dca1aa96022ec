import { nearestNames } from '@sweepdeck/core/errors';
import { quote } from '../zod/describe-value.ts';
import { didYouMean } from './foreign-key.ts';
import { findSynonym, nameKinds } from '../synonyms/find-synonym.ts';

/** Suggests what an unknown name may mean: another tool's name for one of ours, a misspelling, or the end of a name. */
export function hintOfName(value: string, names: readonly string[]): string | undefined {
  const meaning = findSynonym(nameKinds, value, names);
  if (meaning !== undefined && meaning.names.length > 0) return didYouMean(meaning, quote);
  const ending = names.filter((name) => name.endsWith(`.${value}`));
  const near = ending.length > 0 ? ending : nearestNames(value.slice(value.lastIndexOf('.') + 1), names).slice(0, 1);
  return near.length === 0 ? undefined : didYouMean({ names: near }, quote);
}
