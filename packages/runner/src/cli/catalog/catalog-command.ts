import { catalogKindNames, type CatalogKind } from '../../spec/reference/catalog-kinds.ts';
import type { CatalogEntry, CatalogSection } from './catalog-entry.ts';
import { findEntry, findSection } from './find-entry.ts';
import { formatEntry, formatOverview, formatSection } from './print-catalog.ts';
import { defineCommand } from '../command/command.ts';

/** Everything, one kind, or one entry: as asked. */
type CatalogResult =
  | { readonly catalog: readonly CatalogSection[] }
  | CatalogSection
  | { readonly kind: CatalogKind; readonly entry: CatalogEntry };

export const catalogCommand = defineCommand({
  name: 'catalog',
  summary: 'List what a sweep can name: losses, optimizers, schedules, models, ...',
  description:
    'Without an argument everything, one line each; with a kind its options, defaults and ranges; with a name that one in full.',
  positionals: {
    kind: { summary: catalogKindNames.join(', '), isRequired: false },
    name: { summary: 'One of them, as a sweep names it', isRequired: false },
  },
  options: {},
  examples: [
    { command: 'runner catalog', summary: 'every name' },
    { command: 'runner catalog optimizers', summary: 'the optimizers with their options' },
    { command: 'runner catalog losses hinge', summary: 'one loss in full' },
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
