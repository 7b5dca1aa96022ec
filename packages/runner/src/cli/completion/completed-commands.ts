import type { Command, OptionDefinition, OptionDefinitions, PositionalDefinition } from '../command/command.ts';
import { globalOptions } from '../command/global-options.ts';

/** The command that the scripts complete and call; `npx` and others cannot be completed. */
export const program = 'runner';

/** The words that fit one place of a command line. */
export interface Completed {
  readonly words: readonly string[];
  readonly hasFiles: boolean;
  /** Whether ids and names of stored sweeps fit. */
  readonly hasSweeps: boolean;
}

export interface CompletedOption {
  /** With its dashes: `--format`, `-h`, `--no-open`. */
  readonly name: string;
  readonly summary: string;
  /** Undefined for an option without a value. */
  readonly value: Completed | undefined;
}

export interface CompletedCommand {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly CompletedOption[];
  readonly arguments: readonly (Completed & { readonly name: string })[];
}

const nothing: Completed = { words: [], hasFiles: false, hasSweeps: false };

/** Describes the commands as the scripts of all shells need them. */
export function completedCommands(commands: readonly Command[]): readonly CompletedCommand[] {
  return commands.map(({ name, summary, options, positionals }) => ({
    name,
    summary,
    options: optionsOf(options),
    arguments: Object.entries(positionals).map(([key, definition]) => ({ name: key, ...argumentOf(key, definition) })),
  }));
}

/** Options of every command. */
export function completedGlobals(): readonly CompletedOption[] {
  return [
    ...optionsOf(globalOptions),
    { name: '--help', summary: 'Show help, with examples', value: undefined },
    { name: '--version', summary: 'Show the version', value: undefined },
  ];
}

function optionsOf(definitions: OptionDefinitions): CompletedOption[] {
  return Object.entries(definitions).flatMap(([name, definition]) => {
    const { summary, type, alias } = definition;
    const value = type === 'boolean' ? undefined : valueOf(definition);
    const names = [
      `--${name}`,
      ...(alias === undefined ? [] : [`-${alias}`]),
      // What is on, or decided by itself, can be turned off.
      ...(type === 'boolean' && definition.default !== false ? [`--no-${name}`] : []),
    ];
    return names.map((each) => ({ name: each, summary, value }));
  });
}

function valueOf({ choices, placeholder }: OptionDefinition): Completed {
  return { ...nothing, words: choices ?? [], hasFiles: ['DIR', 'PATH', 'FILE'].includes(placeholder ?? '') };
}

/** Arguments of the same name mean the same in every command. */
function argumentOf(name: string, { choices }: PositionalDefinition): Completed {
  const hasFiles = name === 'file';
  return { words: choices ?? [], hasFiles, hasSweeps: hasFiles || name === 'sweep' || name === 'target' };
}
