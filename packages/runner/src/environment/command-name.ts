import { existsSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { commandFile, findCheckout } from './checkout.ts';

export interface CommandPlace {
  readonly workingDirectory: string;
  /** The environment variable PATH. */
  readonly path: string;
  /** The file that the commands `runner` and `sweepdeck` of this installation start. */
  readonly commandFile: string;
  /** The repository that the program runs from, if any. */
  readonly checkout: string | undefined;
}

/**
 * Returns the name that calls this program where it runs: `runner` if PATH finds it, `npx runner` inside the
 * repository or a project that depends on it, and the path of the program elsewhere. Elsewhere `npx runner` would
 * download somebody else's package.
 */
export function commandName({ workingDirectory, path, commandFile: file, checkout }: CommandPlace): string {
  for (const name of ['runner', 'sweepdeck']) {
    // npx and npm scripts add node_modules/.bin to PATH for their own processes only.
    const folders = path.split(delimiter).filter((folder) => folder !== '' && !/[\\/]node_modules[\\/]/.test(folder));
    const found = folders.map((folder) => join(folder, name)).find((candidate) => existsSync(candidate));
    if (found !== undefined && isSameFile(found, file)) return name;
  }
  const project = projectOf(workingDirectory);
  const local = project === undefined ? undefined : join(project, 'node_modules', '.bin', 'runner');
  if (local !== undefined && existsSync(local) && (project === checkout || isSameFile(local, file)))
    return 'npx runner';
  return `node ${/^[\w./:\\@-]+$/.test(file) ? file : JSON.stringify(file)}`;
}

/** Returns the name that calls the running process. */
export function ownCommandName(workingDirectory: string, env: Readonly<Record<string, string | undefined>>): string {
  return commandName({
    workingDirectory,
    path: env['PATH'] ?? '',
    commandFile: commandFile(),
    checkout: findCheckout(),
  });
}

/** Finds the folder whose programs npx would run. */
function projectOf(directory: string): string | undefined {
  const isProject = existsSync(join(directory, 'package.json')) || existsSync(join(directory, 'node_modules'));
  if (isProject) return directory;
  const parent = dirname(resolve(directory));
  return parent === directory ? undefined : projectOf(parent);
}

function isSameFile(one: string, other: string): boolean {
  try {
    return realpathSync(one) === realpathSync(other);
  } catch {
    return false;
  }
}
