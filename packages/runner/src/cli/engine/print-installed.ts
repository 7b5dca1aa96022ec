import { formatDuration } from '@sweepdeck/core/words';
import type { CommandContext } from '../command/command.ts';
import type { InstalledEngine } from './install-engine.ts';

/** Prints the result of the installation and how to use it. */
export function formatInstalled(result: InstalledEngine, { style }: CommandContext): string {
  const { engine, device, folder, seconds } = result;
  return [
    `${style.bold(engine)}  ${style.green('works')}: ${device} trained a step (${formatDuration(seconds)})`,
    `Installed in ${folder}`,
    style.dim(`Use it in a sweep with \`engine: ${engine}\`, or with \`engine: auto\` where it is the fastest.`),
  ].join('\n');
}
