import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of this package, of its sources as of the bundle made from them. */
const packageFolder = fileURLToPath(new URL('../../', import.meta.url));

/** The folder of the repository that this program runs from; undefined where it was installed as a package. */
export function findCheckout(): string | undefined {
  const root = resolve(packageFolder, '..', '..');
  return existsSync(resolve(root, 'scripts', 'setup.mjs')) ? root : undefined;
}
