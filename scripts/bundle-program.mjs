// Joins what the command `runner` and its workers run into few files: reading and linking hundreds of small ones takes
// Node.js half a second, in the main thread and again in every worker. Everybody else imports the packages as compiled.
// usage: node scripts/bundle-program.mjs
import { rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { build } from 'esbuild';
import { isMainScript, root } from './setup/root.mjs';

const packages = path.join(root, 'packages');
const runner = path.join(packages, 'runner');
const output = path.join(runner, 'program');

/**
 * A module of each package whose compiled file is one folder below `dist`, from which the package's own dependencies
 * are found.
 */
const anchors = {
  core: '@sweepdeck/core/errors',
  dashboard: '@sweepdeck/dashboard/contract',
  runner: '@sweepdeck/runner/records',
};

/** @typedef {keyof typeof anchors} PackageName */

/**
 * Packages that become part of the bundle. Others are native, have state that must exist once, or are rarely needed.
 */
const bundled = /^(@sweepdeck\/|fastest-levenshtein$|string-width$|zod$|yaml$|yargs($|\/))/;

/**
 * @param {string} file
 * @returns {PackageName | undefined} whose source it is
 */
export function packageOf(file) {
  const [name, folder] = path.relative(packages, file).split(path.sep);
  return folder === 'src' && name !== undefined && name in anchors ? /** @type {PackageName} */ (name) : undefined;
}

/**
 * Makes files that another package's source finds by `import.meta.url` be found beside its compiled file.
 * @type {import('esbuild').Plugin}
 */
const compiledPlaces = {
  name: 'compiled-places',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/, namespace: 'file' }, async ({ path: file }) => {
      const name = packageOf(file);
      // The bundle's files are as deep in the runner's folders as their sources.
      if (name === undefined || name === 'runner') return undefined;
      const place = path.relative(path.join(packages, name, 'src'), file).replaceAll(path.sep, '/');
      const url = `new URL('../${place.replace(/\.ts$/, '.js')}', import.meta.resolve('${anchors[name]}')).href`;
      return { contents: (await readFile(file, 'utf8')).replaceAll('import.meta.url', url), loader: 'ts' };
    });
  },
};

/**
 * Names that a CommonJS package exports; none where it does not load, as a native one may not: it is then imported as a whole.
 * @param {PackageName} owner
 * @param {string} name
 */
function exportedNames(owner, name) {
  try {
    /** @type {object} */
    const exported = createRequire(path.join(packages, owner, 'package.json'))(name);
    return Object.getOwnPropertyNames(exported).filter((key) => /^\w+$/.test(key) && key !== 'default');
  } catch {
    return [];
  }
}

/**
 * Packages outside the bundle are required from the package that depends on them, so that there is one TensorFlow.js in a
 * thread, whoever loads it. An import would first search it for the names that it exports, which takes longer than running it.
 * @param {(owner: PackageName) => string} placeIn code that says from which file a package's own are required
 * @returns {import('esbuild').Plugin}
 */
export function requiredPackages(placeIn) {
  return {
    name: 'required-packages',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^[^./]/, namespace: 'file' }, ({ path: name, importer }) => {
        const owner = packageOf(importer);
        if (owner === undefined || name.startsWith('node:') || bundled.test(name)) return undefined;
        return { path: name, namespace: 'required', pluginData: owner };
      });
      onLoad({ filter: /.*/, namespace: 'required' }, ({ path: name, pluginData }) => {
        const owner = /** @type {PackageName} */ (pluginData);
        // Named one by one: each of hundreds of modules would otherwise copy everything that a CommonJS module exports.
        const names = exportedNames(owner, name);
        return {
          contents: `
          const found = require('node:module').createRequire(${placeIn(owner)})('${name}');
          const { ${names.map((key) => `${key}: ${key}_`).join(', ')} } = found;
          export { found as default, ${names.map((key) => `${key}_ as ${key}`).join(', ')} };`,
        };
      });
    },
  };
}

/** Error messages in sixty languages, of which zod loads only what is asked for. @type {import('esbuild').Plugin} */
export const noLocales = {
  name: 'no-locales',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({ contents: 'export {};' }));
  },
};

/**
 * A variable hides the dashboard's server from the compiler, for which the packages would be a cycle.
 * @type {import('esbuild').Plugin}
 */
const dashboardServer = {
  name: 'dashboard-server',
  setup({ onLoad, onEnd }) {
    let isSeen = false;
    onEnd(() => {
      // A second copy of the server would have its own error class, and the command would take its errors for defects.
      if (!isSeen) throw new Error('the file that imports the dashboard has moved: update the filter of this plugin');
    });
    onLoad({ filter: /[\\/]cli[\\/]dashboard[\\/]start-dashboard\.ts$/ }, async ({ path: file }) => {
      isSeen = true;
      const contents = await readFile(file, 'utf8');
      const visible = contents.replace('import(specifier)', "import('@sweepdeck/dashboard/server')");
      if (visible === contents) throw new Error(`${file} does not import the dashboard by a variable any more`);
      return { contents: visible, loader: 'ts' };
    });
  },
};

/** An ES module has no `require` of its own. */
export const requireBanner = {
  js: "import { createRequire as createRequireHere } from 'node:module'; const require = createRequireHere(import.meta.url);",
};

async function bundleProgram() {
  rmSync(output, { recursive: true, force: true });
  const source = path.join(runner, 'src');
  await build({
    entryPoints: ['cli/main.ts', 'worker/entry.ts', 'worker/process-entry.ts'].map((file) => path.join(source, file)),
    outbase: source,
    outdir: output,
    chunkNames: 'shared/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    conditions: ['@sweepdeck/source'],
    plugins: [
      dashboardServer,
      compiledPlaces,
      requiredPackages((owner) => `require.resolve('${anchors[owner]}')`),
      noLocales,
    ],
    banner: requireBanner,
    // Not minified, so that a stack names functions; with `node --enable-source-maps` it names the sources.
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'warning',
  });
}

if (isMainScript(import.meta.url)) await bundleProgram();
