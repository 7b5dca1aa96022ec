import type { SweepdeckError } from '@sweepdeck/core/errors';
import { suggest, usageError } from '../command/usage-error.ts';
import { catalogKindNames, type CatalogKind } from '../../spec/reference/catalog-kinds.ts';
import { synonyms, type SynonymKind } from '../../spec/synonyms/find-synonym.ts';
import type { CatalogEntry, CatalogSection } from './catalog-entry.ts';

/**
 * Finds a kind of entry by its name.
 * @throws SweepdeckError `usage` for an unknown kind; the hint covers the name of an entry given as the kind
 */
export function findSection(catalog: readonly CatalogSection[], kind: string): CatalogSection {
  const section = catalog.find((candidate) => candidate.kind === kind);
  if (section !== undefined) return section;
  const owner = catalog.find(({ entries }) => entries.some(({ name }) => name === kind));
  throw owner === undefined
    ? usageError(
        `The catalog has no ${JSON.stringify(kind)}; expected one of ${catalogKindNames.join(', ')}.`,
        suggest(kind, catalogKindNames, {
          prefix: '`runner catalog ',
          suffix: '`',
          otherwise: 'See `runner catalog`.',
        }),
      )
    : usageError(
        `${JSON.stringify(kind)} is not a kind; it is an entry of ${owner.kind}.`,
        `Did you mean \`runner catalog ${owner.kind} ${kind}\`?`,
      );
}

/**
 * Finds one entry of a kind.
 * @throws SweepdeckError `usage` for an unknown name; the hint gives the nearest names, or the other kind that has it
 */
export function findEntry(catalog: readonly CatalogSection[], kind: CatalogKind, name: string): CatalogEntry {
  const { entries } = findSection(catalog, kind);
  const entry = entries.find((candidate) => candidate.name === name);
  if (entry === undefined) throw unknownName(catalog, kind, name);
  return entry;
}

function unknownName(catalog: readonly CatalogSection[], kind: CatalogKind, name: string): SweepdeckError {
  const names = findSection(catalog, kind).entries.map((entry) => entry.name);
  const message = `${JSON.stringify(name)} is not an entry of ${kind}.`;
  const elsewhere = catalog.find(({ entries }) => entries.some((entry) => entry.name === name));
  if (elsewhere !== undefined) return usageError(message, `Did you mean \`runner catalog ${elsewhere.kind} ${name}\`?`);
  // Edit distance alone would miss `validation.accuracy` for `accuracy`.
  const ending = names.filter((candidate) => candidate.endsWith(`.${name}`));
  const otherwise = `\`runner catalog ${kind}\` lists them: ${names.join(', ')}.`;
  return usageError(
    message,
    ending.length > 0
      ? `Did you mean ${ending.join(' or ')}?`
      : suggest(name, names, { otherwise, kinds: kind in synonyms ? [kind as SynonymKind] : [] }),
  );
}
