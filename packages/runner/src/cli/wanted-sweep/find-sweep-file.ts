import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { experimentsFolder } from '../../environment/checkout.ts';

/**
 * Finds the sweep file that a command line names: a path, or the name of a sweep that comes with the program, such as
 * `quickstart`. A file with that name wins.
 */
export function findSweepFile(
  word: string,
  currentDirectory: string,
  experiments: string = experimentsFolder(),
): string {
  if (!/^[\w-]+$/.test(word) || existsSync(resolve(currentDirectory, word))) return word;
  const own = join(experiments, `${word}.yaml`);
  return existsSync(own) ? own : word;
}
