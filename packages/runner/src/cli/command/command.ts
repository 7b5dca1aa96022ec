import type { SweepdeckError } from '@sweepdeck/core/errors';
import type { Style } from '../terminal/style.ts';
import type { ExitCode } from './exit-codes.ts';

/** One `--option` as data: the parser, `--help` and the reference are made from it. Names are kebab-case keys. */
export interface OptionDefinition {
  readonly type: 'string' | 'number' | 'boolean';
  /** One line, no full stop. */
  readonly summary: string;
  /** May be given several times; the value is an array, empty when absent. */
  readonly isArray?: true;
  readonly default?: string | number | boolean;
  readonly choices?: readonly string[];
  /** Which numbers are accepted; left out, any finite one. */
  readonly range?: NumberRange;
  /** A single letter. */
  readonly alias?: string;
  /** Of the value, in the help: `PATH=VALUE`. */
  readonly placeholder?: string;
}

/** Both ends belong to it. */
export interface NumberRange {
  readonly from: number;
  readonly to: number;
  /** Whole numbers only. */
  readonly isWhole: boolean;
  /** What to do instead: `Leave it out to see every row.` */
  readonly hint: string;
}

/** One argument without a name: `runner show SWEEP`. */
export interface PositionalDefinition {
  readonly summary: string;
  readonly isRequired: boolean;
}

export type OptionDefinitions = Readonly<Record<string, OptionDefinition>>;
export type PositionalDefinitions = Readonly<Record<string, PositionalDefinition>>;

type Scalar<Option extends OptionDefinition> = Option['choices'] extends readonly (infer Choice)[]
  ? Choice
  : { string: string; number: number; boolean: boolean }[Option['type']];

type OptionValue<Option extends OptionDefinition> = Option extends { readonly isArray: true }
  ? readonly Scalar<Option>[]
  : Option extends { readonly default: string | number | boolean }
    ? Scalar<Option>
    : Scalar<Option> | undefined;

type PositionalValue<Positional extends PositionalDefinition> = Positional['isRequired'] extends true
  ? string
  : string | undefined;

/** What the user typed, checked and typed by the definitions: `values['dry-run']`, `values.file`. */
export type CommandValues<Positionals extends PositionalDefinitions, Options extends OptionDefinitions> = {
  readonly [Name in keyof Positionals]: PositionalValue<Positionals[Name]>;
} & { readonly [Name in keyof Options]: OptionValue<Options[Name]> };

/** What a command needs of the world around it. */
export interface CommandContext {
  /** Of `--store`, `SWEEPDECK_HOME`, or `.sweepdeck` in the current directory; absolute. */
  readonly storeDirectory: string;
  /** `--json`: the result is printed as JSON; print nothing else on stdout. */
  readonly isJson: boolean;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  /** Width of the terminal; infinite when stdout is none, so that nothing is cut. */
  readonly columns: number;
  /** Colors of stdout; plain when they are off. */
  readonly style: Style;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** How the program is called here, for what is printed while a command runs; left out: `runner`. */
  readonly commandName?: string;
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
}

/**
 * A command: what it accepts, as data, and what it does. `run` returns data; `print` turns it into text for people, and
 * `--json` prints the data itself. This module is loaded for every command line, so `run` imports what is heavy (engines,
 * scheduler, store) dynamically. User errors are thrown as SweepdeckError and end with exit code 2.
 */
export interface CommandDefinition<
  Positionals extends PositionalDefinitions,
  Options extends OptionDefinitions,
  Result,
> {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** More for the command's own help: what it does, what it never does. */
  readonly description?: string;
  /** In order; required ones first. */
  readonly positionals: Positionals;
  readonly options: Options;
  readonly examples: readonly { readonly command: string; readonly summary: string }[];
  run(values: CommandValues<Positionals, Options>, context: CommandContext): Promise<Result>;
  /** What `--json` prints; left out: the result. */
  data?(result: Result): unknown;
  /** Text for people, without a final newline; an empty string prints nothing. */
  print(result: Result, context: CommandContext): string;
  /** After printing: the process goes on until this settles (a server). */
  hold?(result: Result): Promise<void>;
  /** What went wrong once the result was there. It is printed after the result, and the exit code says "broken off". */
  brokenOffBy?(result: Result): SweepdeckError | undefined;
  /** Left out: 0. */
  exitCode?(result: Result): ExitCode;
}

/** A command with its types closed over: what the program runs. */
export interface Command extends Omit<
  CommandDefinition<PositionalDefinitions, OptionDefinitions, unknown>,
  'run' | 'data' | 'print' | 'hold' | 'brokenOffBy' | 'exitCode'
> {
  /** `values` must have passed the parser made from the definitions. */
  execute(values: Readonly<Record<string, unknown>>, context: CommandContext): Promise<CommandOutcome>;
}

export interface CommandOutcome {
  /** For `--json`. */
  readonly data: unknown;
  /** For people; empty with `--json`. */
  readonly text: string;
  hold(): Promise<void>;
  readonly brokenOffBy: SweepdeckError | undefined;
  readonly exitCode: ExitCode;
}

export function defineCommand<
  const Positionals extends PositionalDefinitions,
  const Options extends OptionDefinitions,
  Result,
>(definition: CommandDefinition<Positionals, Options, Result>): Command {
  const { name, summary, description, positionals, options, examples } = definition;
  return {
    name,
    summary,
    ...(description === undefined ? {} : { description }),
    positionals,
    options,
    examples,
    async execute(values, context) {
      const result = await definition.run(values as CommandValues<Positionals, Options>, context);
      return {
        data: definition.data === undefined ? result : definition.data(result),
        text: context.isJson ? '' : definition.print(result, context),
        hold: async () => definition.hold?.(result),
        brokenOffBy: definition.brokenOffBy?.(result),
        exitCode: definition.exitCode?.(result) ?? 0,
      };
    },
  };
}
