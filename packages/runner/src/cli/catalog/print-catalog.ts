import type { CommandContext } from '../command/command.ts';
import { displayWidth, padToWidth } from '../../reporters/display-width.ts';
import { formatTable, type TableRow } from '../terminal/table.ts';
import type { CatalogEntry, CatalogOption, CatalogSection } from './catalog-entry.ts';
import { betterOf } from './better-of.ts';
import { wrapWords } from '../../reporters/wrap-words.ts';
import { yamlValue } from './yaml-example.ts';

type Surroundings = Pick<CommandContext, 'columns' | 'style'>;

const gap = '  ';
const labelWidth = 8;
/** Longer lines are hard to read, even on a wide terminal. */
const longestLine = 120;

/** Prints every kind with its names on one line. */
export function formatOverview(catalog: readonly CatalogSection[], surroundings: Surroundings): string {
  const { columns, style } = surroundings;
  const sections = catalog.map(({ kind, entries }) => {
    const rows = entries.map(({ name, summary }): TableRow => [{ text: name, paint: style.cyan }, summary]);
    const columnsOfTable = [{ title: `${kind} (${entries.length})` }, { title: '', minWidth: 20 }];
    return formatTable(columnsOfTable, rows, { columns, paintTitle: style.bold });
  });
  return [...sections, style.dim('`runner catalog KIND` shows options, `runner catalog KIND NAME` one entry.')].join(
    '\n\n',
  );
}

/** Prints one kind: names on the left; summaries and options with defaults and ranges on the right. */
export function formatSection(section: CatalogSection, surroundings: Surroundings): string {
  const { style } = surroundings;
  const columns = Math.min(surroundings.columns, longestLine);
  const nameWidth = Math.max(4, ...section.entries.map(({ name }) => displayWidth(name)));
  const width = columns - nameWidth - gap.length;
  const blank = ' '.repeat(nameWidth);
  const blocks = section.entries.map((entry) => {
    const texts = [entry.summary, ...factsOf(entry).map(([, text]) => text)];
    const lines = [...texts.flatMap((text) => wrapWords(text, width)), ...optionLines(settingsOf(entry), width)];
    return lines.map((line, i) => `${i === 0 ? style.cyan(padToWidth(entry.name, nameWidth)) : blank}${gap}${line}`);
  });
  const hasOptions = section.entries.some((entry) => settingsOf(entry).length > 0);
  const title = `${'name'.padEnd(nameWidth)}${gap}summary${hasOptions ? '; option = default, range' : ''}`;
  return [...wrapWords(section.summary, columns), '', style.dim(title), ...blocks.flat()].join('\n');
}

/** Prints one entry in full. */
export function formatEntry(entry: CatalogEntry, surroundings: Surroundings): string {
  const { style } = surroundings;
  const columns = Math.min(surroundings.columns, longestLine);
  const { name, title, summary, source, example } = entry;
  const heading = title === name ? style.bold(name) : `${style.bold(name)}: ${title}`;
  const labelled = (label: string, text: string): string =>
    wrapWords(text, columns - labelWidth - gap.length)
      .map((line, i) => `${i === 0 ? style.dim(label.padEnd(labelWidth)) : ' '.repeat(labelWidth)}${gap}${line}`)
      .join('\n');
  return [
    [heading, ...wrapWords(summary, columns)],
    factsOf(entry).map(([label, text]) => labelled(label, text)),
    ...settingsOf(entry).map((option) => fullOption(option, { columns, style })),
    [
      ...(example === null ? [] : [labelled('in YAML', example)]),
      ...(source === null ? [] : [labelled('source', source)]),
    ],
  ]
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

/** Returns the entry's options, or its single value under the entry's own name. */
function settingsOf({ name, value, options }: CatalogEntry): readonly CatalogOption[] {
  return value === null ? options : [{ ...value, name, description: '', source: null }];
}

function factsOf({ formula, measured }: CatalogEntry): readonly (readonly [label: string, text: string])[] {
  const goal = measured?.goal ?? null;
  const better = goal === null ? '' : `; ${betterOf(goal)} is better`;
  return [
    ...(formula === null ? [] : [['formula', formula] as const]),
    ...(measured === null ? [] : [['range', `${measured.range}${better}`] as const]),
  ];
}

function fullOption(option: CatalogOption, { columns, style }: Surroundings): readonly string[] {
  const indent = (text: string): readonly string[] => wrapWords(text, columns - 2).map((line) => `${gap}${line}`);
  return [
    style.cyan(optionSetting(option)),
    ...(option.description === '' ? [] : indent(`${option.description}.`)),
    ...indent(`Takes ${option.takes}.`),
    ...(option.source === null ? [] : indent(`Source: ${option.source}.`)),
  ];
}

/** Prints the options of one entry in aligned columns: `beta_1 = 0.9    a number of at least 0 and below 1`. */
function optionLines(options: readonly CatalogOption[], width: number): readonly string[] {
  const settings = options.map(optionSetting);
  // A long default would leave no room for the range.
  const settingWidth = Math.min(Math.max(0, ...settings.map(displayWidth)), Math.floor(width / 2));
  const rangeWidth = width - settingWidth - gap.length;
  return options.flatMap((option, i) => {
    const setting = settings[i] ?? '';
    const [first = '', ...rest] = wrapWords(option.takes, rangeWidth);
    const indented = (line: string): string => `${' '.repeat(settingWidth)}${gap}${line}`;
    if (displayWidth(setting) > settingWidth)
      return [...wrapWords(setting, width), indented(first), ...rest.map(indented)];
    return [`${padToWidth(setting, settingWidth)}${gap}${first}`, ...rest.map(indented)];
  });
}

function optionSetting({ name, isRequired, default: initial }: CatalogOption): string {
  if (isRequired) return `${name} (required)`;
  return initial === null ? `${name} (optional)` : `${name} = ${yamlValue(initial)}`;
}
