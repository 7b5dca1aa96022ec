import { catalogKinds, type CatalogEntry, type CatalogOption, type CatalogSection } from './catalog-entry.ts';
import { readCatalog } from './read-catalog.ts';
import { yamlValue } from './yaml-example.ts';

/** Everything that a sweep can name, as a page of Markdown. */
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
  // Where nothing has options or a source, a line each says all.
  const isPlain = entries.every(({ options, source }) => options.length === 0 && source === null);
  const rows = entries.map(({ name, summary: meaning }) => [`\`${name}\``, meaning]);
  return [
    '',
    `## ${titleOf(kind)}`,
    '',
    `${summary} In a sweep: \`${catalogKinds[kind].key}\`.`,
    ...(isPlain ? ['', ...table(['name', 'meaning'], rows)] : entries.flatMap(formatEntry)),
  ];
}

function formatEntry({ name, title, summary, source, options, example }: CatalogEntry): string[] {
  return [
    '',
    `### \`${name}\`${title === name ? '' : `: ${title}`}`,
    '',
    summary,
    ...(options.length === 0
      ? []
      : ['', ...table(['option', 'takes', 'default', 'meaning'], options.map(optionCells))]),
    ...(example === null ? [] : ['', '```yaml', example, '```']),
    ...(source === null ? [] : ['', `Source: ${source}.`]),
  ];
}

function optionCells({ name, takes, isRequired, default: initial, description }: CatalogOption): string[] {
  const shown = isRequired ? 'required' : initial === null ? 'none' : `\`${yamlValue(initial)}\``;
  return [`\`${name}\``, takes, shown, description];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}

function titleOf(kind: string): string {
  return `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
}
