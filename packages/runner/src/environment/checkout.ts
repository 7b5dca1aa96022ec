import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of this package, of its sources as of the bundle made from them. */
const packageFolder = fileURLToPath(new URL('../../', import.meta.url));

/** The folder of the repository that this program runs from; undefined where it was installed as a package. */
export function findCheckout(): string | undefined {
  const root = resolve(packageFolder, '..', '..');
  return existsSync(join(root, 'scripts', 'setup.mjs')) ? root : undefined;
}

/** What the commands `runner` and `sweepdeck` start: this package's own, or that of the published package around it. */
export function commandFile(): string {
  if (findCheckout() !== undefined) return join(packageFolder, 'bin', 'runner.mjs');
  const published = resolve(packageFolder, '..', '..', '..', 'bin', 'sweepdeck.mjs');
  return existsSync(published) ? published : join(packageFolder, 'bin', 'runner.mjs');
}

/** The sweeps that come with the program: `quickstart.yaml` everywhere, all of them in the repository. */
export function experimentsFolder(): string {
  return join(findCheckout() ?? packageFolder, 'experiments');
}
