import { nameCommands, SweepdeckError } from '@sweepdeck/core/errors';
import { BrokenOffError } from '../../scheduler/broken-off-error.ts';
import type { ExitCode } from './exit-codes.ts';
import type { Style } from '../terminal/style.ts';

/** Formats an error for stderr: as a message with a hint, or with its stack when it is a defect of the program. */
export function formatError(error: unknown, style: Style): string {
  if (error instanceof SweepdeckError) {
    const lines = [`${style.red(style.bold(`error[${error.code}]:`))} ${error.message}`];
    if (error.hint !== undefined) lines.push(`${style.cyan('hint:')} ${error.hint}`);
    return lines.join('\n');
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return [
    `${style.red(style.bold('error[internal]:'))} ${stack}`,
    `${style.cyan('hint:')} This is a defect of Sweepdeck. Please report it with the lines above and the command.`,
  ].join('\n');
}

/** Returns an error in the form that `--json` prints. */
export function errorAsJson(error: unknown, commandName: string): { readonly error: Readonly<Record<string, string>> } {
  if (error instanceof SweepdeckError) {
    const named = (text: string): string => nameCommands(text, commandName);
    const { code, message, hint } = error;
    return { error: { code, message: named(message), ...(hint === undefined ? {} : { hint: named(hint) }) } };
  }
  const message = error instanceof Error ? error.message : String(error);
  const stack = error instanceof Error ? error.stack : undefined;
  return { error: { code: 'internal', message, ...(stack === undefined ? {} : { stack }) } };
}

/** Returns 2 for bad input, 1 for a defect, and 3 or another code for errors that broke a running sweep off. */
export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof BrokenOffError) return 3;
  return error instanceof SweepdeckError && error.code !== 'internal' ? 2 : 1;
}
