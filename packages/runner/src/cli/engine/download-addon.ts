import { cpSync, existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { builtAddon, type TensorflowFlavor } from '@sweepdeck/core/engines';
import { SweepdeckError } from '@sweepdeck/core/errors';
import { runTool, type ToolOptions } from './run-tool.ts';

export interface DownloadOptions extends ToolOptions {
  readonly flavor: TensorflowFlavor;
  readonly packageFolder: string;
}

/**
 * Files that the package's install script reads and writes. The installed files may be shared with other projects, so
 * the script runs on copies.
 */
const copied = ['package.json', 'binding.gyp', 'binding', 'scripts'];

/**
 * Runs the package's own install script in `directory`. It downloads TensorFlow 2.9.1 and the matching addon.
 *
 * @returns path of the addon, relative to `directory`
 *
 * @throws SweepdeckError `addon-not-built` with the script's output
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
    hint: 'Without a network, or for a newer TensorFlow, build against the library of a Python package: run `python3 -m pip install tensorflow`, then add --libtensorflow SITE_PACKAGES/tensorflow.',
  });
}

/** The copy lies outside node_modules, where Node and the shell would not find the script's dependencies. */
function whereItsPackagesAre(packageFolder: string, env: ToolOptions['env']): Readonly<Record<string, string>> {
  const folder = realpathSync(packageFolder);
  const siblings = path.join(folder, '..', '..');
  const programs = [path.join(folder, 'node_modules', '.bin'), path.join(siblings, '.bin')];
  return {
    NODE_PATH: siblings,
    PATH: [...programs, path.dirname(process.execPath), env['PATH'] ?? ''].join(path.delimiter),
  };
}

/**
 * Returns the last line that names an error, such as `Error: getaddrinfo ENOTFOUND ...` or `node-pre-gyp ERR! ...`,
 * and skips stack traces.
 */
function lastError(printed: string): string {
  const lines = printed.split('\n').map((line) => line.trim());
  return lines.findLast((line) => /^(\w*Error:|.*\bERR!)/.test(line)) ?? lines.at(-1) ?? '';
}
