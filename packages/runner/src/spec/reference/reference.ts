export { sweepJsonSchema } from './json-schema.ts';
import { z } from 'zod';
import { catalogKindNames, catalogKindOf, catalogKinds } from './catalog-kinds.ts';
import { describeTaken, descriptionOf } from './describe-option-schema.ts';
import { maxTrials } from '../cells/grid-size.ts';
import { describeSchemas } from '../zod/describe-schema.ts';
import { alternatives, isObjectSchema } from '../zod/schema-walk.ts';
import { shortForm } from '../identity/short-form.ts';
import { sweepSchema } from '../schema/sweep-schema.ts';
import { sweepablePaths } from '../schema/sweepable-paths.ts';

/** Renders a Markdown page with every key of a sweep and every path that it can vary. */
export function sweepReferenceMarkdown(): string {
  return `${[...overview(), ...leadsToCatalog(), ...parameters(), ...errors()].join('\n')}\n`;
}

function overview(): string[] {
  const [root] = alternatives(sweepSchema());
  const rows = root !== undefined && isObjectSchema(root) ? Object.entries(root.shape) : [];
  return [
    '# Sweep YAML',
    '',
    'Generated from the schema; `sweep.schema.json` beside this page is the same for editors. A file names it in its first',
    'line, relative to itself: `# yaml-language-server: $schema=../docs/reference/sweep.schema.json`.',
    '',
    '## Keys',
    '',
    ...table(
      ['Key', 'Takes', 'Default', 'Meaning'],
      rows.map(([key, schema]) => [`\`${key}\``, takenAt(key, schema), defaultOf(schema), descriptionOf(schema)]),
    ),
    '',
    'Keys inside `training` and `metric`:',
    '',
    ...table(
      ['Key', 'Takes', 'Default', 'Meaning'],
      rows
        .filter(([key]) => key === 'training' || key === 'metric')
        .flatMap(([key, schema]) => alternatives(schema).flatMap((inner) => optionRows(inner, `${key}.`))),
    ),
    '',
    'A name alone is short for a mapping: `optimizer: adam` is `optimizer: { name: adam }`. A relative path starts',
    'at the folder of the file; in `--set dataset.path=...` it starts at the current directory.',
  ];
}

/** Links to the catalog, which explains each name with its options. */
function leadsToCatalog(): string[] {
  const kinds = catalogKindNames.map(
    (kind) => `- [${kind.replaceAll('-', ' ')}](catalog.md#${kind}): ${catalogKinds[kind].summary}`,
  );
  return [
    '',
    '## Names and their options',
    '',
    'In the [catalog](catalog.md), as `runner catalog` prints it:',
    '',
    ...kinds,
  ];
}

function parameters(): string[] {
  return [
    '',
    '## Parameters',
    '',
    'Each entry of `parameters` is a dotted path with `values: [...]` (an axis of the grid) or `value: x` (the same in every',
    'trial; it wins over the same key at the top). The last axis varies fastest; all cells run with the first seed before',
    `any runs with the second. A sweep has at most ${maxTrials.toLocaleString('en-US')} trials and one dataset.`,
    'Below `loss.options` and `optimizer.options` any option of a module of your own is a path: `loss.options.temperature`.',
    '',
    ...table(
      ['Path', 'Takes', 'Meaning'],
      sweepablePaths.map(({ path, schema }) => [`\`${path}\``, takenAt(path, schema), meaningOf(path)]),
    ),
  ];
}

/** A longer list of names is replaced by a link to the catalog. */
const maxNames = 8;

/** Describes what a key takes; long lists of names become links. */
function takenAt(path: string, schema: z.core.$ZodType): string {
  const { names, kinds } = describeSchemas([schema]);
  const kind = catalogKindOf(path);
  if (names.length <= maxNames || kind === undefined) return describeTaken(schema);
  const one = `one of the [${kind}](catalog.md#${kind})`;
  if (catalogKinds[kind].key === path && kinds.includes('mapping'))
    return `${one}, by name or as a mapping with that name and its options`;
  return kind === 'metrics' ? `${one} that begin with \`validation.\`` : describeTaken(schema);
}

/** Links to where the options of a path are explained: the same path can mean something else for each name. */
function meaningOf(path: string): string {
  const kind = catalogKindOf(path);
  return kind === undefined ? '[keys](#keys)' : `[${kind}](catalog.md#${kind})`;
}

function errors(): string[] {
  return [
    '',
    '## Errors',
    '',
    'All wrong values of a file are reported at once, as `file:line:column path: what was seen; what is expected`. If there',
    'are none, all invalid combinations follow; then the first problem of modules, data or a model that does not fit the images.',
    '',
    ...table(
      ['Code', 'When'],
      [
        ['`sweep-file-not-found`', 'no such file'],
        ['`sweep-file-not-readable`', 'a directory, no permission, or too large for a sweep'],
        ['`sweep-file-not-text`', 'binary, or neither UTF-8 nor UTF-16 with a byte order mark'],
        ['`sweep-file-empty`', 'only spaces and comments'],
        ['`yaml-syntax`', 'not YAML 1.2: tabs as indentation, duplicate keys, tags, endless aliases'],
        ['`sweep-invalid`', 'valid YAML but not a sweep: unknown keys, wrong values, impossible or repeated cells'],
        ['`grid-too-large`', `more than ${maxTrials.toLocaleString('en-US')} trials`],
      ],
    ),
  ];
}

function optionRows(schema: z.core.$ZodType, prefix: string): string[][] {
  if (!isObjectSchema(schema)) return [];
  return Object.entries(schema.shape).map(([key, option]) => [
    `\`${prefix}${key}\``,
    takenAt(`${prefix}${key}`, option),
    defaultOf(option),
    descriptionOf(option),
  ]);
}

function defaultOf(schema: z.core.$ZodType): string {
  if (schema instanceof z.ZodOptional) return 'none';
  const { success, data } = z.safeParse(schema, undefined);
  return success ? `\`${JSON.stringify(shortForm(schema, data)).replaceAll('"', '')}\`` : 'required';
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}
