import { isBuiltin } from 'node:module';
import path from 'node:path';

/**
 * Who may import whom. A place is a package's folder: `runner/store` is packages/runner/src/store. The longest matching
 * rule counts; a place may always import itself; `node` says whether Node's own modules may be imported.
 * @typedef {object} ImportRule
 * @property {string} place
 * @property {readonly string[]} allows places, each with everything under it
 * @property {readonly string[]} [allowsTypes] places for `import type` only
 * @property {boolean} node
 */

/** @type {readonly ImportRule[]} */
export const importRules = [
  { place: 'core', allows: ['core'], node: false },
  { place: 'core/statistics', allows: [], node: false },
  { place: 'core/words', allows: [], node: false },
  { place: 'core/files', allows: [], node: true },
  { place: 'core/datasets', allows: ['core'], node: true },
  { place: 'core/engines', allows: ['core'], node: true },
  { place: 'core/machine', allows: ['core/errors'], node: true },
  { place: 'core/engine-check', allows: ['core'], node: true },
  { place: 'core/modules', allows: ['core'], node: true },
  // A CommonJS bundle is required.
  { place: 'core/ops/load-gradients', allows: ['core'], node: true },
  // Saved models are files.
  { place: 'core/models/pretrained', allows: ['core'], node: true },
  { place: 'core/testing', allows: ['core'], node: true },

  {
    place: 'runner/records',
    allows: ['core/metrics', 'core/statistics', 'core/words'],
    allowsTypes: ['core'],
    node: false,
  },
  { place: 'runner/events', allows: ['core', 'runner/records'], node: false },
  {
    place: 'runner/store',
    allows: [
      'core/errors',
      'core/files',
      'core/metrics',
      'core/statistics',
      'core/training',
      'runner/records',
      'runner/environment',
    ],
    node: true,
  },
  // The demo's invented curves need reproducible noise.
  {
    place: 'runner/demo-store',
    allows: ['core/metrics', 'core/random', 'runner/store', 'runner/records'],
    node: false,
  },
  { place: 'runner/output', allows: ['core/words', 'runner/records'], node: true },
  { place: 'runner/worker', allows: ['core', 'runner/output', 'runner/records'], node: true },
  {
    place: 'runner/pool',
    allows: ['core', 'runner/worker/protocol', 'runner/output', 'runner/events', 'runner/records'],
    node: true,
  },
  { place: 'runner/spec', allows: ['core', 'runner/records'], node: true },
  { place: 'runner/search', allows: ['core', 'runner/spec', 'runner/records'], node: true },
  { place: 'runner/environment', allows: ['core', 'runner/records'], node: true },
  { place: 'runner/reporters', allows: ['core', 'runner/events', 'runner/records'], node: true },
  // Everything from outside is passed in: planning/ports.ts.
  { place: 'runner/planning', allows: ['core', 'runner/spec', 'runner/search', 'runner/records'], node: false },
  {
    place: 'runner/scheduler',
    allows: [
      'core',
      'runner/search',
      'runner/pool',
      'runner/output',
      'runner/store',
      'runner/events',
      'runner/records',
      'runner/environment',
      'runner/worker/protocol',
    ],
    node: true,
  },
  { place: 'runner/cli', allows: ['core', 'runner'], node: true },

  { place: 'dashboard/contract', allows: ['core/metrics', 'runner/records'], allowsTypes: ['core'], node: false },
  {
    place: 'dashboard/server',
    allows: ['core/errors', 'core/metrics', 'core/statistics', 'runner/store', 'runner/records', 'dashboard/contract'],
    allowsTypes: ['core'],
    node: true,
  },
  {
    place: 'dashboard/web',
    allows: ['core/metrics', 'core/statistics', 'core/words', 'dashboard/contract', 'runner/records'],
    node: false,
  },
];

/**
 * @typedef {object} FoundImport
 * @property {string} specifier
 * @property {boolean} isType
 * @property {number} line
 */

/**
 * @param {string} text of a TypeScript module
 * @returns {FoundImport[]}
 */
export function findImports(text) {
  /** @type {FoundImport[]} */
  const found = [];
  const lineAt = (/** @type {number} */ index) => text.slice(0, index).split('\n').length;
  for (const match of text.matchAll(
    /(?<=^|[\n;])[ \t]*(?:import|export)(\s+type)?\s+(?:[^'"();]*?\sfrom\s+)?['"]([^'"]+)['"]/g,
  ))
    found.push({ specifier: match[2] ?? '', isType: match[1] !== undefined, line: lineAt(match.index) });
  for (const match of text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g))
    found.push({ specifier: match[1] ?? '', isType: false, line: lineAt(match.index) });
  return found;
}

/**
 * @param {string} place
 * @param {readonly string[]} places
 * @returns {boolean}
 */
function isWithin(place, places) {
  return places.some((each) => place === each || place.startsWith(`${each}/`));
}

/**
 * @param {string} file relative to the root, with slashes
 * @returns {string | undefined} `runner/store/open-store`, for a source file of a package
 */
function placeOf(file) {
  const match = /^packages\/([^/]+)\/src\/(.+?)(?:\/index)?\.(?:ts|tsx)$/.exec(file);
  return match ? `${match[1]}/${match[2]}` : undefined;
}

/**
 * @param {string} place
 * @returns {ImportRule | undefined}
 */
function ruleFor(place) {
  return importRules
    .filter((rule) => isWithin(place, [rule.place]))
    .toSorted((a, b) => b.place.length - a.place.length)
    .at(0);
}

/**
 * @param {string} file
 * @param {string} specifier
 * @returns {string | undefined} the imported place; nothing for a library or an asset
 */
function targetOf(file, specifier) {
  if (specifier.startsWith('.')) return placeOf(path.posix.join(path.posix.dirname(file), specifier));
  return /^@sweepdeck\/(.+)$/.exec(specifier)?.[1];
}

/**
 * @param {string} file relative to the root, with slashes
 * @param {string} text
 * @returns {string[]} one sentence for each import that breaks a rule
 */
export function checkImports(file, text) {
  const place = placeOf(file);
  // A test may look at anything but the dashboard, which nobody imports.
  const isTest = /\.test\.tsx?$/.test(file) || place === undefined;
  const owner = /^packages\/([^/]+)\//.exec(file)?.[1];
  if (owner === undefined) return [];
  const rule = place === undefined ? undefined : ruleFor(place);
  if (!isTest && rule === undefined)
    return [`${file}: no rule says what this folder may import; add it to scripts/checks/import-rules.mjs`];

  return findImports(text).flatMap(({ specifier, isType, line }) => {
    const at = `${file}:${line}:`;
    if (isBuiltin(specifier))
      return isTest || rule?.node ? [] : [`${at} imports ${specifier}; ${rule?.place} does without Node's modules`];
    const target = targetOf(file, specifier);
    if (target === undefined) return [];
    const targetPackage = target.split('/', 1)[0];
    if (specifier.startsWith('.') && targetPackage !== owner)
      return [`${at} reaches into another package; import @sweepdeck/${targetPackage}/... instead of ${specifier}`];
    if (targetPackage === 'dashboard' && owner !== 'dashboard')
      return [`${at} imports ${specifier}; nobody imports the dashboard (the CLI loads its server when it serves)`];
    if (isTest || rule === undefined) return [];
    if (isWithin(target, [rule.place, ...rule.allows])) return [];
    if (isType && isWithin(target, rule.allowsTypes ?? [])) return [];
    const asType = isWithin(target, rule.allowsTypes ?? []) ? ' except by `import type`' : '';
    return [`${at} ${rule.place} must not know ${target}${asType}`];
  });
}
