import { cpSync, existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { builtAddon, type TensorflowFlavor } from '@sweepdeck/core/engines';
import { SweepdeckError } from '@sweepdeck/core/errors';
import { runTool, type ToolOptions } from './run-tool.ts';

export interface DownloadOptions extends ToolOptions {
  readonly flavor: TensorflowFlavor;
  readonly packageFolder: string;
}

/** What the package's install script reads and writes. Installed files are shared with other projects, so it gets copies. */
const copied = ['package.json', 'binding.gyp', 'binding', 'scripts'];

/**
 * Runs the package's own install script in `directory`: it downloads TensorFlow 2.9.1 and the addon for it.
 * @returns the addon, relative to `directory`
 * @throws SweepdeckError `addon-not-built` with what the script said
 */
export async function downloadAddon(options: DownloadOptions): Promise<string> {
  const { flavor, packageFolder, directory, env } = options;
  for (const name of copied) cpSync(path.join(packageFolder, name), path.join(directory, name), { recursive: true });
  const script = path.join('scripts', 'install.js');
  const { code, printed } = await runTool(
    process.execPath,
    [script, ...(flavor === 'cuda' ? ['gpu', 'download'] : [])],
    { ...options, env: { ...env, ...whereItsPackagesAre(packageFolder, env) } },
  );
  if (code === 0 && existsSync(path.join(directory, builtAddon))) return builtAddon;
  throw new SweepdeckError({
    code: 'addon-not-built',
    message: `the package's own install script did not install TensorFlow: ${lastError(printed)}`,
    hint: 'Without network, or for a newer TensorFlow, build against the library of a Python package: `python3 -m pip install tensorflow`, then add --libtensorflow SITE_PACKAGES/tensorflow.',
  });
}

/** The copy lies outside of node_modules; Node and the shell would not find what its script uses. */
function whereItsPackagesAre(packageFolder: string, env: ToolOptions['env']): Readonly<Record<string, string>> {
  const folder = realpathSync(packageFolder);
  const siblings = path.join(folder, '..', '..');
  const programs = [path.join(folder, 'node_modules', '.bin'), path.join(siblings, '.bin')];
  return {
    NODE_PATH: siblings,
    PATH: [...programs, path.dirname(process.execPath), env['PATH'] ?? ''].join(path.delimiter),
  };
}

/** `Error: getaddrinfo ENOTFOUND ...`, `node-pre-gyp ERR! ...`: not the lines that say where in the code. */
function lastError(printed: string): string {
  const lines = printed.split('\n').map((line) => line.trim());
  return lines.findLast((line) => /^(\w*Error:|.*\bERR!)/.test(line)) ?? lines.at(-1) ?? '';
}
