import type { SweepdeckError } from '@sweepdeck/core/errors';
import type { Style } from '../terminal/style.ts';
import type { ExitCode } from './exit-codes.ts';

/** One `--option` as data. The parser, `--help` and the reference are made from it. Names are kebab-case keys. */
export interface OptionDefinition {
  readonly type: 'string' | 'number' | 'boolean';
  /** One line without a full stop. */
  readonly summary: string;
  /** The option may be repeated. Its value is an array, empty when the option is absent. */
  readonly isArray?: true;
  readonly default?: string | number | boolean;
  readonly choices?: readonly string[];
  /** The accepted numbers; any finite number when omitted. */
  readonly range?: NumberRange;
  /** A single letter. */
  readonly alias?: string;
  /** Placeholder for the value in the help: `PATH=VALUE`. */
  readonly placeholder?: string;
}

/** A range of numbers, both ends included. */
export interface NumberRange {
  readonly from: number;
  readonly to: number;
  /** Accepts whole numbers only. */
  readonly isWhole: boolean;
  /** The user's alternative, as in `Omit it to see every row.` */
  readonly hint: string;
}

/** A positional argument: `SWEEP` in `runner show SWEEP`. */
export interface PositionalDefinition {
  readonly summary: string;
  readonly isRequired: boolean;
  /** Words that shells complete it with; the command itself refuses others. */
  readonly choices?: readonly string[];
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

/** The parsed command line, typed by its definitions: `values['dry-run']`, `values.file`. */
export type CommandValues<Positionals extends PositionalDefinitions, Options extends OptionDefinitions> = {
  readonly [Name in keyof Positionals]: PositionalValue<Positionals[Name]>;
} & { readonly [Name in keyof Options]: OptionValue<Options[Name]> };

/** The surroundings that a command runs in. */
export interface CommandContext {
  /** Absolute path from `--store`, `SWEEPDECK_HOME`, or `.sweepdeck` in the current directory. */
  readonly storeDirectory: string;
  /** True with `--json`: the result is printed as JSON, and nothing else may go to stdout. */
  readonly isJson: boolean;
  /** The words after the program's name, as they were typed. */
  readonly words: readonly string[];
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  /** Width of the terminal; infinite when stdout is not a terminal, so that nothing is cut. */
  readonly columns: number;
  /** Styles text for stdout; returns it unchanged when colors are off. */
  readonly style: Style;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The name that printed commands use to call the program; `runner` when omitted. */
  readonly commandName?: string;
  /** Returns milliseconds since the Unix epoch. */
  readonly now: () => number;
}

/**
 * A command: the arguments it accepts, as data, and the function that runs it. `run` returns data; `print` turns the
 * data into text for people, and `--json` prints the data itself.
 *
 * Every command line loads this module, so `run` imports heavy modules (engines, scheduler, store) dynamically. It
 * throws user errors as SweepdeckError; they end with exit code 2.
 */
export interface CommandDefinition<
  Positionals extends PositionalDefinitions,
  Options extends OptionDefinitions,
  Result,
> {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** More for the command's own help: what it does and what it never does. */
  readonly description?: string;
  /** Positional arguments in order, required ones first. */
  readonly positionals: Positionals;
  readonly options: Options;
  readonly examples: readonly { readonly command: string; readonly summary: string }[];
  run(values: CommandValues<Positionals, Options>, context: CommandContext): Promise<Result>;
  /** Returns the data that `--json` prints; the result itself when omitted. */
  data?(result: Result): unknown;
  /** Returns text for people without a final newline. An empty string prints nothing. */
  print(result: Result, context: CommandContext): string;
  /** Keeps the process alive after printing until the promise settles, as a server needs. */
  hold?(result: Result): Promise<void>;
  /**
   * Returns the error that broke the run off after it had a result. The error is printed after the result, and the
   * exit code is 3.
   */
  brokenOffBy?(result: Result): SweepdeckError | undefined;
  /** Returns the exit code; 0 when omitted. */
  exitCode?(result: Result): ExitCode;
}

/** A command whose argument types are hidden, so that all commands fit in one list. */
export interface Command extends Omit<
  CommandDefinition<PositionalDefinitions, OptionDefinitions, unknown>,
  'run' | 'data' | 'print' | 'hold' | 'brokenOffBy' | 'exitCode'
> {
  /** Runs the command. `values` must have passed the parser made from its definitions. */
  execute(values: Readonly<Record<string, unknown>>, context: CommandContext): Promise<CommandOutcome>;
}

export interface CommandOutcome {
  /** The data for `--json`. */
  readonly data: unknown;
  /** The text for people; empty with `--json`. */
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
