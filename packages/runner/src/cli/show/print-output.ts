import { countOf } from '@sweepdeck/core/words';
import { printedLines } from '../../output/printed-lines.ts';
import type { AttemptOutput } from '../../records/printed-output.ts';
import type { CommandContext } from '../command/command.ts';
import type { ShownTrial } from './shown.ts';

const shortest = 20;

/** Prints a trial's output: the last lines of the last attempt that printed something, or everything that is kept. */
export function formatOutput(
  { outputs, attempts }: Pick<ShownTrial, 'outputs' | 'attempts'>,
  isComplete: boolean,
  { style }: Pick<CommandContext, 'style'>,
): string {
  const shown = isComplete ? outputs : outputs.slice(-1);
  return shown
    .map((output) => {
      const which = attempts.length > 1 ? ` of attempt ${output.attemptId}` : '';
      const lines = printedLines(output, isComplete ? Infinity : shortest);
      const isCut = !isComplete && output.lines > shortest;
      const note = `(${sizeText(output)}${isCut ? `; the last ${shortest} here, the rest with --all` : ''})`;
      return `${style.bold(`Output${which}`)} ${style.dim(note)}\n${lines.join('\n')}`;
    })
    .join('\n\n');
}

function sizeText({ lines, bytes }: AttemptOutput): string {
  return `${countOf(lines, 'line')}, ${countOf(bytes, 'byte')}`;
}
