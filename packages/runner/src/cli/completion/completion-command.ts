import type { SweepSummary } from '../../records/records.ts';
import { defineCommand, type Command } from '../command/command.ts';
import { suggest, usageError } from '../command/usage-error.ts';
import { withReader } from '../stored/with-reader.ts';

const shells = ['bash', 'zsh', 'fish'] as const;

/**
 * Makes the command that prints completion scripts.
 * @param listCommands every command, this one included
 */
export function makeCompletionCommand(listCommands: () => readonly Command[]): Command {
  return defineCommand({
    name: 'completion',
    summary: 'Print a script with which a shell completes commands, options and names of sweeps',
    description:
      'Load the script where the shell starts. It knows the commands and options of this version, and asks for the names of sweeps with `runner completion sweeps`.',
    positionals: { shell: { summary: shells.join(', '), isRequired: true, choices: shells } },
    options: {},
    examples: [
      { command: 'runner completion bash >> ~/.bashrc', summary: 'complete in every new bash' },
      {
        command: 'runner completion zsh > ~/.zfunc/_runner',
        summary: 'the same for zsh, in a folder of its fpath',
      },
      { command: 'runner completion fish > ~/.config/fish/completions/runner.fish', summary: 'the same for fish' },
    ],
    async run({ shell }, context): Promise<string> {
      if (shell === 'sweeps') return withReader(context, (reader) => sweepWords(reader.listSweeps()).join('\n'));
      const { completedCommands, completedGlobals } = await import('./completed-commands.ts');
      const known = [completedCommands(listCommands()), completedGlobals()] as const;
      if (shell === 'bash') return (await import('./bash-script.ts')).bashScript(...known);
      if (shell === 'zsh') return (await import('./zsh-script.ts')).zshScript(...known);
      if (shell === 'fish') return (await import('./fish-script.ts')).fishScript(...known);
      throw usageError(
        `There is no completion for ${JSON.stringify(shell)}; expected ${shells.join(', ')}.`,
        suggest(shell, shells, { otherwise: 'Most other shells can load the script for bash.' }),
      );
    },
    print: (script) => script,
  });
}

/** Names sweeps as the word of a command line: by name where it needs no quotes, otherwise by id. */
function sweepWords(sweeps: readonly SweepSummary[]): string[] {
  const current = sweeps.filter(({ archivedAt }) => archivedAt === null);
  return [...new Set(current.map(({ id, name }) => (/^\w[\w.-]*$/u.test(name) ? name : `s${id}`)))];
}
