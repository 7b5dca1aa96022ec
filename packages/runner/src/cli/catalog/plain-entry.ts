import type { CatalogEntry } from './catalog-entry.ts';

/** Makes an entry that has only a summary, and adds the full stop if it is missing. */
export function plainEntry(name: string, summary: string): CatalogEntry {
  return {
    name,
    title: name,
    summary: summary.endsWith('.') ? summary : `${summary}.`,
    formula: null,
    source: null,
    value: null,
    options: [],
    measured: null,
    example: null,
  };
}
