import { catalogKindNames, type CatalogKind } from '../../spec/reference/catalog-kinds.ts';
import type { CatalogEntry, CatalogSection } from './catalog-entry.ts';
import { findEntry, findSection } from './find-entry.ts';
import { formatEntry, formatOverview, formatSection } from './print-catalog.ts';
import { defineCommand } from '../command/command.ts';

/** The whole catalog, one kind of entry, or one entry. */
type CatalogResult =
  | { readonly catalog: readonly CatalogSection[] }
  | CatalogSection
  | { readonly kind: CatalogKind; readonly entry: CatalogEntry };

export const catalogCommand = defineCommand({
  name: 'catalog',
  summary: 'List what a sweep can name: losses, optimizers, schedules, models, ...',
  description:
    'Without an argument, lists everything on one line each. With a kind, lists its entries with options, defaults and ranges. With a kind and a name, shows one entry in full.',
  positionals: {
    kind: { summary: catalogKindNames.join(', '), isRequired: false, choices: catalogKindNames },
    name: { summary: 'Name of one entry, as a sweep file writes it', isRequired: false },
  },
  options: {},
  examples: [
    { command: 'runner catalog', summary: 'list every name' },
    { command: 'runner catalog optimizers', summary: 'list the optimizers with their options' },
    { command: 'runner catalog losses hinge', summary: 'show one loss in full' },
  ],
  async run({ kind, name }): Promise<CatalogResult> {
    const { readCatalog } = await import('./read-catalog.ts');
    const catalog = readCatalog();
    if (kind === undefined) return { catalog };
    const section = findSection(catalog, kind);
    return name === undefined ? section : { kind: section.kind, entry: findEntry(catalog, section.kind, name) };
  },
  print(result, context) {
    if ('catalog' in result) return formatOverview(result.catalog, context);
    return 'entry' in result ? formatEntry(result.entry, context) : formatSection(result, context);
  },
});
