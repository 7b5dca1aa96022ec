import { nearestNames } from '@sweepdeck/core/errors';
import type { DocumentPath } from '../document/sweep-document.ts';
import { pathText } from '../document/sweep-document.ts';
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

/** Recognizes `sgd,adam`, which Hydra uses for several names. */
export function hintOfNames(path: DocumentPath, value: string, names: readonly string[]): string | undefined {
  const parts = value.split(',').map((part) => part.trim());
  if (parts.length < 2 || !parts.every((part) => names.includes(part))) return undefined;
  const target = path[0] === 'parameters' ? String(path[1]) : pathText(path);
  return `several values are a list: parameters.${target}=[${parts.join(', ')}]`;
}
