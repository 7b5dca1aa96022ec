import { catalogKinds } from '../../spec/reference/catalog-kinds.ts';
import { betterOf } from './better-of.ts';
import type { CatalogEntry, CatalogOption, CatalogSection, CatalogValue } from './catalog-entry.ts';
import { readCatalog } from './read-catalog.ts';
import { yamlValue } from './yaml-example.ts';

/** Renders everything that a sweep can name as a Markdown page. */
export function formatCatalogReference(catalog: readonly CatalogSection[] = readCatalog()): string {
  return [
    '# Catalog',
    '',
    'Generated from the registries; do not edit. `runner catalog` prints the same. An option is swept by its path, as',
    '`optimizer.momentum: { values: [0.8, 0.9] }` under `parameters`.',
    '',
    ...catalog.map(({ kind, entries }) => `- [${titleOf(kind)}](#${kind}): ${entries.length}`),
    ...catalog.flatMap(formatSection),
    '',
  ].join('\n');
}

function formatSection({ kind, summary, entries }: CatalogSection): string[] {
  // Entries without options fit on one line each.
  const isPlain = entries.every(({ options }) => options.length === 0);
  return [
    '',
    `## ${titleOf(kind)}`,
    '',
    `${summary} In a sweep: \`${catalogKinds[kind].key}\`.`,
    ...(isPlain ? ['', ...entryTable(entries)] : entries.flatMap(formatEntry)),
  ];
}

/** Renders a table with one row per entry; columns without content are dropped. */
function entryTable(entries: readonly CatalogEntry[]): string[] {
  const columns: readonly (readonly [title: string, cell: (entry: CatalogEntry) => string])[] = [
    ['name', ({ name }) => `\`${name}\``],
    ['takes', ({ value }) => value?.takes ?? ''],
    ['default', ({ value }) => (value === null ? '' : defaultCell(value))],
    ['meaning', ({ summary }) => summary],
    ['range', ({ measured }) => measured?.range ?? ''],
    ['better', ({ measured }) => (measured === null || measured.goal === null ? '' : betterOf(measured.goal))],
    ['formula', ({ formula }) => (formula === null ? '' : `\`${formula}\``)],
    ['source', ({ source }) => source ?? ''],
  ];
  const shown = columns.filter(([, cell]) => entries.some((entry) => cell(entry) !== ''));
  return table(
    shown.map(([title]) => title),
    entries.map((entry) => shown.map(([, cell]) => cell(entry))),
  );
}

function formatEntry({ name, title, summary, source, value, options, example }: CatalogEntry): string[] {
  return [
    '',
    `### \`${name}\`${title === name ? '' : `: ${title}`}`,
    '',
    summary,
    ...(value === null ? [] : ['', `Takes ${value.takes}; default: ${defaultCell(value)}.`]),
    ...(options.length === 0
      ? []
      : ['', ...table(['option', 'takes', 'default', 'meaning'], options.map(optionCells))]),
    ...(example === null ? [] : ['', '```yaml', example, '```']),
    ...(source === null ? [] : ['', `Source: ${source}.`]),
  ];
}

function optionCells(option: CatalogOption): string[] {
  const { name, takes, description, source } = option;
  const meaning = source === null ? description : `${description}. Source: ${source}`;
  return [`\`${name}\``, takes, defaultCell(option), meaning];
}

function defaultCell({ isRequired, default: initial }: CatalogValue): string {
  if (isRequired) return 'required';
  return initial === null ? 'none' : `\`${yamlValue(initial)}\``;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}

function titleOf(kind: string): string {
  return `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`.replaceAll('-', ' ');
}
