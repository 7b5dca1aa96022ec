import type { CatalogEntry } from './catalog-entry.ts';

/** An entry of which there is only a sentence to say; its full stop may be missing. */
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
