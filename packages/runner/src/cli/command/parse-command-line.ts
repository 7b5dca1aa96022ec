import yargs from 'yargs';
import { checkOptionValue } from './check-option-value.ts';
import { checkWords } from './check-words.ts';
import type { Command, OptionDefinition, OptionDefinitions, PositionalDefinitions } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { globalOptions } from './global-options.ts';
import { findSynonym } from '../../spec/synonyms/find-synonym.ts';
import { asSentence, suggest, usageError } from './usage-error.ts';

export type ParsedCommandLine =
  | { readonly type: 'print'; readonly text: string }
  | { readonly type: 'run'; readonly command: Command; readonly values: Readonly<Record<string, unknown>> };

/** Surroundings that the help adapts to. */
export interface HelpSurroundings {
  readonly version: string;
  readonly columns: number;
  /** The name that the help uses to call the program. */
  readonly commandName: string;
}

/**
 * Parses a command line.
 *
 * @throws SweepdeckError `usage` for an unknown command or option, a missing or extra argument, or a wrong value
 */
export function parseCommandLine(
  words: readonly string[],
  commands: readonly Command[],
  surroundings: HelpSurroundings,
): ParsedCommandLine {
  checkWords(words, commands);
  const isHelp = words.some((word) => word === '--help' || word === '-h');
  const parser = buildParser(commands, surroundings, isHelp);
  let output = '';
  let failure: string | undefined;
  let values: Record<string, unknown> = {};
  // The callback runs synchronously because no command has a handler.
  void parser.parse([...words], {}, (error, parsed, text) => {
    failure = error?.message;
    values = lastOfRepeated(parsed, commands);
    output = text;
  });
  const name = commandWord(values);
  const command = commands.find((candidate) => candidate.name === name);
  // Help was asked for in a group of letters, as in `-qh`.
  if (values['help'] === true && !isHelp) return parseCommandLine([...words, '--help'], commands, surroundings);
  const wantsOutput = values['help'] === true || values['version'] === true;
  if (name !== undefined && command === undefined && !(values['version'] === true)) {
    throw usageError(
      `${JSON.stringify(name)} is not a command.`,
      suggest(
        name,
        commands.map((known) => known.name),
        { prefix: '`runner ', suffix: '`', otherwise: 'See `runner --help`.', kinds: ['commands'] },
      ),
    );
  }
  if (wantsOutput && output !== '') return { type: 'print', text: output };
  if (command === undefined) {
    if (words.length > 0) checkOptions(values, {}, 'runner');
    return { type: 'print', text: helpOf(commands, surroundings) };
  }
  const failureError =
    failure === undefined ? undefined : usageError(explain(failure, command), `See \`runner ${command.name} --help\`.`);
  // After an option without its value, the rest of the line is misread.
  if (failureError !== undefined && failure?.startsWith(missingValue)) throw failureError;
  checkOptions(values, command.options, `runner ${command.name}`, command.positionals);
  if (failureError !== undefined) throw failureError;
  return { type: 'run', command, values: withNumbers(values, command.options) };
}

/**
 * Builds the yargs parser.
 *
 * @param isHelp whether the help will be shown. yargs lays it out on every command line, which costs more than
 * everything else
 */
function buildParser(
  commands: readonly Command[],
  { version, columns, commandName }: HelpSurroundings,
  isHelp: boolean,
) {
  let parser = yargs()
    .scriptName(commandName)
    .locale('en')
    .usage('Usage: $0 COMMAND [options]\n\nTrains every combination of a sweep, stores the results and ranks them.')
    .parserConfiguration({
      'camel-case-expansion': false,
      'dot-notation': false,
      'greedy-arrays': false,
      'parse-positional-numbers': false,
      'strip-aliased': true,
    })
    .exitProcess(false)
    .wrap(isHelp ? Math.min(columns, 110) : null)
    .help('help', 'Show help, with examples')
    .alias('help', 'h')
    .version('version', 'Show the version', version)
    .options(toYargsOptions(globalOptions, isHelp))
    .group(['store', 'json', 'color', 'help', 'version'], 'Everywhere:')
    .epilogue(
      `Exit codes:\n${Object.values(exitCodes)
        .map(({ code, meaning }) => `  ${String(code).padStart(3)}  ${meaning}`)
        .join('\n')}\n\n\`runner COMMAND --help\` shows a command's options and examples.`,
    );
  for (const command of commands) {
    const describe = isHelp ? command.summary : false;
    const builder = (own: typeof parser) => {
      for (const [name, { summary }] of Object.entries(command.positionals)) {
        own.positional(name, { type: 'string', describe: summary });
      }
      own.options(toYargsOptions(command.options, isHelp));
      if (!isHelp) return own;
      for (const { command: line, summary } of command.examples) own.example(line.replace(/^runner\b/, '$0'), summary);
      return own
        .usage(`Usage: $0 ${usagePattern(command)} [options]\n\n${command.description ?? `${command.summary}.`}`)
        .epilogue('');
    };
    parser = parser.command({ command: commandPattern(command), describe, builder, handler: () => undefined });
  }
  return parser;
}

function helpOf(commands: readonly Command[], surroundings: HelpSurroundings): string {
  let help = '';
  void buildParser(commands, surroundings, true).parse(['--help'], {}, (_error, _values, text) => {
    help = text;
  });
  return help;
}

function toYargsOptions(definitions: OptionDefinitions, isHelp: boolean) {
  return Object.fromEntries(
    Object.entries(definitions).map(([name, definition]) => [
      name,
      {
        // Read as text, because yargs turns '' into 0 and 0x2 into 2.
        type: definition.type === 'number' && !isHelp ? 'string' : definition.type,
        describe: describeOption(definition),
        hidden: !isHelp,
        requiresArg: definition.type !== 'boolean',
        ...(definition.isArray === true ? { array: true, default: [], defaultDescription: 'none' } : {}),
        ...(definition.default === undefined ? {} : { default: definition.default }),
        ...(definition.alias === undefined ? {} : { alias: definition.alias }),
      },
    ]),
  );
}

function describeOption({ summary, choices }: OptionDefinition): string {
  return choices === undefined ? summary : `${summary} (${choices.join(', ')})`;
}

/** The pattern that yargs parses: `show <target>`. */
function commandPattern({ name, positionals }: Command): string {
  const parts = Object.entries(positionals).map(([key, { isRequired }]) => (isRequired ? `<${key}>` : `[${key}]`));
  return [name, ...parts].join(' ');
}

/** The pattern that people read: `show TARGET`. */
export function usagePattern({ name, positionals }: Command): string {
  const parts = Object.entries(positionals).map(([key, { isRequired }]) =>
    isRequired ? key.toUpperCase() : `[${key.toUpperCase()}]`,
  );
  return [name, ...parts].join(' ');
}

/** Lets the last occurrence of an option win, unless the option may be repeated. */
function lastOfRepeated(
  values: Readonly<Record<string, unknown>>,
  commands: readonly Command[],
): Record<string, unknown> {
  const own = commands.find(({ name }) => name === commandWord(values))?.options;
  const options: OptionDefinitions = { ...globalOptions, ...own };
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const isSingle = options[name] !== undefined && options[name].isArray !== true;
      return [name, isSingle && Array.isArray(value) ? value.at(-1) : value];
    }),
  );
}

function commandWord(values: Readonly<Record<string, unknown>>): string | undefined {
  const words: unknown = values['_'];
  return Array.isArray(words) && words.length > 0 ? String(words[0]) : undefined;
}

const missingValue = 'Not enough arguments following: ';

/** Rewrites a message of yargs in this program's words. */
function explain(message: string, command: Command): string {
  if (message.startsWith('Not enough non-option arguments')) {
    const missing = Object.entries(command.positionals).find(([, { isRequired }]) => isRequired);
    return `\`runner ${command.name}\` needs ${missing === undefined ? 'more arguments' : `${missing[0].toUpperCase()}: ${missing[1].summary}`}.`;
  }
  return message.startsWith(missingValue) ? `--${message.slice(missingValue.length)} needs a value.` : `${message}.`;
}

function checkOptions(
  values: Readonly<Record<string, unknown>>,
  own: OptionDefinitions,
  program: string,
  positionals: PositionalDefinitions = {},
): void {
  const options: OptionDefinitions = { ...globalOptions, ...own };
  const allowed = new Set(['_', '$0', 'help', 'h', 'version', ...Object.keys(positionals), ...Object.keys(options)]);
  for (const { alias } of Object.values(options)) if (alias !== undefined) allowed.add(alias);
  const help = `See \`${program} --help\`.`;
  for (const [name, value] of Object.entries(values)) {
    if (!allowed.has(name)) {
      const dashes = name.length === 1 ? '-' : '--';
      throw usageError(
        `${dashes}${name} is not an option of \`${program}\`.`,
        hintOfOption(name, value, options, help),
      );
    }
    const definition = options[name];
    if (definition !== undefined) checkOptionValue(name, value, definition, help);
  }
  for (const [name, { summary }] of Object.entries(positionals)) checkArgument(name, values[name], summary, help);
  const words: unknown = values['_'];
  if (Array.isArray(words) && words.length > 1) {
    const word = String(words[1]);
    const isOverride = /^[^=\s]+=/u.test(word) && options['set'] !== undefined;
    throw usageError(
      `${JSON.stringify(word)} is one argument too many for \`${program}\`.`,
      // Hydra adds a key with `+`.
      isOverride ? `Write it as --set ${word.replace(/^\++/u, '')}, one --set for each.` : help,
    );
  }
}

/** `--epochs 5` is `--set training.epochs=5`. */
function hintOfOption(name: string, value: unknown, options: OptionDefinitions, help: string): string {
  const setting = options['set'] === undefined ? undefined : findSynonym(['keys'], name, settings);
  if (setting?.note !== undefined && setting.names.length > 0) return asSentence(setting.note);
  const path = setting?.names[0];
  if (path !== undefined) return `Write it as --set ${path}=${settingText(name, path, value)}.`;
  return suggest(name, Object.keys(options), { prefix: '--', otherwise: help, kinds: ['options'] });
}

/** The engines that a device can lead to. The engine `cpu` is too slow for sweeps. */
const engines = ['auto', 'wasm', 'tensorflow', 'webgpu'];

/** Writes a setting's value. A device, as in `--device cuda` or `--gpu`, becomes the engine that computes there. */
function settingText(name: string, path: string, value: unknown): string {
  if (path !== 'engine') return typeof value === 'boolean' ? 'VALUE' : String(value);
  const device = String(value).replace(/:\d+$/u, '');
  const meaning = findSynonym(['devices'], device, engines) ?? findSynonym(['devices'], name, engines);
  return meaning?.names[0] ?? 'auto';
}

/** Settings that people often try to give as options. Any path of a sweep can be set. */
const settings = [
  'training.epochs',
  'training.batch_size',
  'learning_rate',
  'dataset',
  'engine',
  'loss',
  'model',
  'optimizer',
  'repeats',
  'folds',
  'seed',
  'name',
];

function checkArgument(name: string, value: unknown, summary: string, help: string): void {
  if (typeof value !== 'string') return;
  if (value.trim() === '') {
    throw usageError(`${name.toUpperCase()} is empty; it must be: ${summary}.`, `An unset shell variable? ${help}`);
  }
  if (value.includes('\0')) throw usageError(`${name.toUpperCase()} contains a NUL character.`, help);
}

/** Converts the options that take numbers; they were read as text. */
function withNumbers(
  values: Readonly<Record<string, unknown>>,
  options: OptionDefinitions,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      options[name]?.type === 'number' && typeof value === 'string' ? Number(value) : value,
    ]),
  );
}
