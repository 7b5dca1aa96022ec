import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../setup/root.mjs';

/** Parts of the published package, each whole inside it. */
export const packages = ['core', 'runner', 'dashboard'];

/** They download hundreds of megabytes when they are installed; the engine `tensorflow` needs a clone of the repository. */
const leftOut = ['@tensorflow/tfjs-node', '@tensorflow/tfjs-node-gpu'];

/**
 * @param {string} folder relative to the root
 * @returns {any} its package.json
 */
export function readManifest(folder) {
  return JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8'));
}

/**
 * @param {any} manifest of a part
 * @returns {object} the same without dependencies: those of all parts are the published package's
 */
export function stripManifest({ name, version, license, type, exports, engines }) {
  return { name, version, license, type, exports, engines };
}

/**
 * @param {string} part `core`
 * @param {'dependencies' | 'optionalDependencies'} kind
 * @returns {Record<string, string>} the versions that are installed here, and so were tested
 */
function installedVersions(part, kind) {
  const names = Object.keys(readManifest(`packages/${part}`)[kind] ?? {});
  return Object.fromEntries(
    names
      .filter((name) => !name.startsWith('@sweepdeck/') && !leftOut.includes(name))
      .map((name) => [name, readManifest(`packages/${part}/node_modules/${name}`).version]),
  );
}

/** @param {'dependencies' | 'optionalDependencies'} kind */
const versionsOf = (kind) => Object.assign({}, ...packages.map((part) => installedVersions(part, kind)));

/** @returns {object} package.json of the published package */
export function makeManifest() {
  const { name, version, description, license, type, engines } = readManifest('.');
  const { 'better-sqlite3-13': sqlite13, ...dependencies } = versionsOf('dependencies');
  return {
    name,
    version,
    description,
    license,
    type,
    bin: { runner: 'bin/sweepdeck.mjs', sweepdeck: 'bin/sweepdeck.mjs' },
    engines,
    dependencies: {
      ...Object.fromEntries(packages.map((part) => [`@sweepdeck/${part}`, version])),
      ...dependencies,
      // npm takes the newest whose `engines` fit: see decision 0020.
      'better-sqlite3': `${dependencies['better-sqlite3']} || ${sqlite13}`,
    },
    optionalDependencies: versionsOf('optionalDependencies'),
    bundleDependencies: packages.map((part) => `@sweepdeck/${part}`),
  };
}
