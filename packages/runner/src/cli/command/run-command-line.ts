import { resolve } from 'node:path';
import { nameCommands } from '@sweepdeck/core/errors';
import { BrokenOffError } from '../../scheduler/broken-off-error.ts';
import type { Command, CommandContext } from './command.ts';
import type { ExitCode } from './exit-codes.ts';
import { parseCommandLine } from './parse-command-line.ts';
import { errorAsJson, exitCodeOf, formatError } from './print-error.ts';
import { visibleLines } from '../../reporters/visible-text.ts';
import { formatJson } from '../terminal/print-json.ts';
import { createStyle, wantsColor } from '../terminal/style.ts';

/** The parts of the process that a command line uses. */
export interface CommandLineProcess {
  readonly words: readonly string[];
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly workingDirectory: string;
  readonly version: string;
  /** The name that printed commands use to call the program; `runner` when omitted. */
  readonly commandName?: string;
  readonly now: () => number;
}

/** Runs one command line and prints its result or its error. Never throws. */
export async function runCommandLine(host: CommandLineProcess, commands: readonly Command[]): Promise<ExitCode> {
  const { stdout, stderr, env, words, commandName = 'runner' } = host;
  const columns = terminalColumns(host);
  try {
    const parsed = parseCommandLine(words, commands, { version: host.version, columns, commandName });
    if (parsed.type === 'print') {
      stdout.write(`${visibleLines(nameCommands(parsed.text, commandName), false)}\n`);
      return 0;
    }
    const { command, values } = parsed;
    const context: CommandContext = {
      storeDirectory: storeDirectoryOf(values['store'], host),
      isJson: values['json'] === true,
      words,
      stdout,
      stderr,
      columns,
      style: createStyle(wantsColor(colorFlag(words), env, stdout.isTTY)),
      env,
      commandName,
      now: host.now,
    };
    const outcome = await command.execute(values, context);
    const text = context.isJson
      ? formatJson(outcome.data)
      : visibleLines(nameCommands(outcome.text, commandName), context.style.isColor);
    if (text !== '') stdout.write(`${text}\n`);
    await outcome.hold();
    if (outcome.brokenOffBy !== undefined) throw new BrokenOffError(outcome.brokenOffBy);
    return outcome.exitCode;
  } catch (error) {
    // The command line itself may be wrong, so look for the flag by hand.
    if (words.includes('--json')) stderr.write(`${formatJson(errorAsJson(error, commandName))}\n`);
    else {
      const style = createStyle(wantsColor(colorFlag(words), env, stderr.isTTY));
      stderr.write(`${visibleLines(nameCommands(formatError(error, style), commandName), style.isColor)}\n`);
    }
    return exitCodeOf(error);
  }
}

function storeDirectoryOf(option: unknown, { env, workingDirectory }: CommandLineProcess): string {
  const home = env['SWEEPDECK_HOME'];
  const chosen = typeof option === 'string' ? option : home === undefined || home === '' ? '.sweepdeck' : home;
  return resolve(workingDirectory, chosen);
}

function colorFlag(words: readonly string[]): boolean | undefined {
  const last = words.findLast((word) => word === '--color' || word === '--no-color');
  return last === undefined ? undefined : last === '--color';
}

function terminalColumns({ stdout, env }: CommandLineProcess): number {
  if (stdout.isTTY && stdout.columns > 0) return stdout.columns;
  const wanted = Number(env['COLUMNS']);
  // A pipe or a file has no width; the reader wants every column.
  return Number.isInteger(wanted) && wanted >= 40 ? wanted : Number.POSITIVE_INFINITY;
}
