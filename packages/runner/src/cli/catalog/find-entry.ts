import type { SweepdeckError } from '@sweepdeck/core/errors';
import { suggest, usageError } from '../command/usage-error.ts';
import { catalogKindNames, type CatalogKind } from '../../spec/reference/catalog-kinds.ts';
import { synonyms, type SynonymKind } from '../../spec/synonyms/find-synonym.ts';
import type { CatalogEntry, CatalogSection } from './catalog-entry.ts';

/** @throws SweepdeckError `usage` for an unknown kind; it finds out whether a name was meant */
export function findSection(catalog: readonly CatalogSection[], kind: string): CatalogSection {
  const section = catalog.find((candidate) => candidate.kind === kind);
  if (section !== undefined) return section;
  const owner = catalog.find(({ entries }) => entries.some(({ name }) => name === kind));
  throw owner === undefined
    ? usageError(
        `${JSON.stringify(kind)} is no part of the catalog; expected one of ${catalogKindNames.join(', ')}.`,
        suggest(kind, catalogKindNames, {
          prefix: '`runner catalog ',
          suffix: '`',
          otherwise: 'See `runner catalog`.',
        }),
      )
    : usageError(
        `${JSON.stringify(kind)} is no kind of the catalog, but listed under ${owner.kind}.`,
        `Did you mean \`runner catalog ${owner.kind} ${kind}\`?`,
      );
}

/** @throws SweepdeckError `usage` for an unknown name, with the nearest ones, or the other kind that has it */
export function findEntry(catalog: readonly CatalogSection[], kind: CatalogKind, name: string): CatalogEntry {
  const { entries } = findSection(catalog, kind);
  const entry = entries.find((candidate) => candidate.name === name);
  if (entry === undefined) throw unknownName(catalog, kind, name);
  return entry;
}

function unknownName(catalog: readonly CatalogSection[], kind: CatalogKind, name: string): SweepdeckError {
  const names = findSection(catalog, kind).entries.map((entry) => entry.name);
  const message = `There is no ${JSON.stringify(name)} under ${kind}.`;
  const elsewhere = catalog.find(({ entries }) => entries.some((entry) => entry.name === name));
  if (elsewhere !== undefined) return usageError(message, `Did you mean \`runner catalog ${elsewhere.kind} ${name}\`?`);
  // `accuracy` is three letters of every path that ends in it, but far from all of them by edit distance.
  const ending = names.filter((candidate) => candidate.endsWith(`.${name}`));
  const otherwise = `\`runner catalog ${kind}\` lists them: ${names.join(', ')}.`;
  return usageError(
    message,
    ending.length > 0
      ? `Did you mean ${ending.join(' or ')}?`
      : suggest(name, names, { otherwise, kinds: kind in synonyms ? [kind as SynonymKind] : [] }),
  );
}
