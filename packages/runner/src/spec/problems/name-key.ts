import { nearestNames } from '@sweepdeck/core/errors';
import { findSynonym, nameKinds } from '../synonyms/find-synonym.ts';

/**
 * Explains how to name an optimizer, a loss or a layer whose name is missing. Other tools write the name under another
 * key, as in `{ type: adam }`, or use it as the key, as in `{ adam: { beta_1: 0.9 } }`.
 * @param names the names that are possible
 */
export function hintOfNameKey(value: unknown, names: readonly string[]): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  for (const [key, content] of Object.entries(value)) {
    if (findSynonym(['nameKeys'], key, ['name']) === undefined) continue;
    const meant = typeof content === 'string' ? ourName(content, names) : undefined;
    return `write name: ${meant ?? '...'} instead of ${key}: ${typeof content === 'string' ? content : '...'}`;
  }
  const named = Object.keys(value).find((key) => names.includes(key));
  return named === undefined ? undefined : `write the name as a value, and its options beside it: { name: ${named} }`;
}

function ourName(foreign: string, names: readonly string[]): string | undefined {
  const last = foreign.slice(foreign.lastIndexOf('.') + 1);
  return (
    findSynonym(nameKinds, foreign, names)?.names[0] ??
    findSynonym(nameKinds, last, names)?.names[0] ??
    nearestNames(last, names)[0]
  );
}
