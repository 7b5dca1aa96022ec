import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** This package's folder, whether the code runs from sources or from the bundle. */
const packageFolder = fileURLToPath(new URL('../../', import.meta.url));

/** Finds the repository that the program runs from; undefined when it is installed as a package. */
export function findCheckout(): string | undefined {
  const root = resolve(packageFolder, '..', '..');
  return existsSync(join(root, 'scripts', 'setup.mjs')) ? root : undefined;
}

/**
 * Returns the file that the commands `runner` and `sweepdeck` start: in this package, or in the published package
 * around it.
 */
export function commandFile(): string {
  if (findCheckout() !== undefined) return join(packageFolder, 'bin', 'runner.mjs');
  const published = resolve(packageFolder, '..', '..', '..', 'bin', 'sweepdeck.mjs');
  return existsSync(published) ? published : join(packageFolder, 'bin', 'runner.mjs');
}

/**
 * Returns the folder of the sweeps that come with the program: only `quickstart.yaml` in the published package, all
 * of them in the repository.
 */
export function experimentsFolder(): string {
  return join(findCheckout() ?? packageFolder, 'experiments');
}
