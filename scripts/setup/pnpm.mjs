import { existsSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { root } from './root.mjs';

/** @returns {string} the pnpm that package.json pins, as `pnpm@VERSION` */
export function pinnedPnpm() {
  const { packageManager } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  // A hash may follow the version: pnpm@1.2.3+sha512.abc
  return packageManager.split('+', 1)[0];
}

/**
 * Node's own headers are handed over by the environment: better-sqlite3 12 then compiles without downloading them. They lie
 * beside the executable, or where npm's package `node` has them.
 * @param {string} executable of the running Node
 * @returns {Record<string, string>}
 */
export function nodeHeadersEnvironment(executable = process.execPath) {
  const prefix = path.resolve(path.dirname(realpathSync(executable)), '..');
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const found = [prefix, path.join(prefix, 'node_modules', `node-${platform}-${process.arch}`)].find((folder) =>
    existsSync(path.join(folder, 'include', 'node', 'node.h')),
  );
  return found === undefined ? {} : { npm_config_nodedir: found };
}

/**
 * @param {string} output of a failed `pnpm install`
 * @returns {string} what to do about it
 */
export function installHint(output) {
  if (/OUTDATED_LOCKFILE|LOCKFILE_CONFIG_MISMATCH/.test(output))
    return 'pnpm-lock.yaml does not fit the package.json files: run `npx pnpm install` and commit the lock file.';
  if (/EACCES|EPERM|permission denied/i.test(output)) return 'A folder is not writable: check who owns this folder.';
  if (/ENOSPC/.test(output)) return 'The disk is full.';
  if (/gyp|prebuild-install|make: |g\+\+|not found: make|find Python/i.test(output))
    return [
      'better-sqlite3 found no prebuilt binary and could not be compiled. Compiling needs Python 3, make and a C++ compiler:',
      '  Debian, Ubuntu: apt-get install -y python3 make g++    macOS: xcode-select --install',
    ].join('\n');
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|network|getaddrinfo|fetch failed/i.test(output))
    return 'The npm registry could not be reached: check the network and `npm config get registry`, then run the command again.';
  return 'Run the command again; if it fails the same way, the lines above say why.';
}
