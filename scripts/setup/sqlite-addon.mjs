import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { runCommand } from '../process/run-command.mjs';
import { runStep, StepError } from '../process/step.mjs';
import { installHint, nodeHeadersEnvironment } from './pnpm.mjs';
import { root } from './root.mjs';

/**
 * @param {string} nodeApi `process.versions.napi`
 * @returns {boolean} whether the store uses better-sqlite3 12, which has to be compiled; 13 comes compiled for all others
 */
export function needsCompiledSqlite(nodeApi) {
  return Number(nodeApi) < 10;
}

/**
 * @param {NodeJS.Require} require of the package that depends on it
 * @returns {boolean} whether the addon is there and was compiled for this Node
 */
export function canOpenSqlite(require) {
  try {
    new (require('better-sqlite3'))(':memory:').close();
    return true;
  } catch {
    return false;
  }
}

/**
 * Builds the addon for the running Node: anew after Node was changed, and not at all where it is there or not used.
 * @returns {Promise<void>}
 * @throws {StepError} with the compiler's output and a hint
 */
export async function buildSqliteAddon() {
  const require = createRequire(path.join(root, 'packages', 'runner', 'package.json'));
  if (!needsCompiledSqlite(process.versions.napi ?? '0') || canOpenSqlite(require)) return;
  await runStep(`Building SQLite for Node.js ${process.version} (a few minutes if it must be compiled)`, async () => {
    const cwd = realpathSync(path.dirname(require.resolve('better-sqlite3/package.json')));
    // Runs the package's own script, which downloads or compiles, with this Node and not with another one on the
    // PATH.
    const { code, output } = await runCommand('npm', ['run', 'install'], {
      cwd,
      env: {
        ...nodeHeadersEnvironment(),
        PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env['PATH'] ?? ''}`,
      },
    });
    if (code !== 0) throw new StepError('SQLite could not be built.', { output, hint: installHint(output) });
  });
}
