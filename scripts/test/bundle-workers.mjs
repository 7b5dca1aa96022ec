// Vitest's global set-up of tests that start workers: joins the worker's sources and the tests' own workers into a few files, once
// for a run. Started from TypeScript, each worker would load hundreds of modules.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { noLocales, packageOf, requireBanner, requiredPackages } from '../bundle-program.mjs';
import { root } from '../setup/root.mjs';

const runner = path.join(root, 'packages', 'runner');
const places = path.join(runner, '.sweepdeck', 'test-workers');
const entries = [
  'src/worker/entry.ts',
  'src/worker/process-entry.ts',
  ...['pool-parent', 'scripted-process', 'scripted-worker', 'text-worker'].map((name) => `test/fixtures/${name}.ts`),
];
/** Number of bundles to keep: a concurrent run may use another one. */
const keptBundles = 4;

/**
 * A source finds the files beside it in their original place.
 * @type {import('esbuild').Plugin}
 */
const sourcePlaces = {
  name: 'source-places',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/, namespace: 'file' }, async ({ path: file }) => {
      if (packageOf(file) === undefined) return undefined;
      const url = JSON.stringify(pathToFileURL(file).href);
      return { contents: (await readFile(file, 'utf8')).replaceAll('import.meta.url', url), loader: 'ts' };
    });
  },
};

/** @returns {Promise<string>} the folder of the bundle, named after its content */
async function bundleWorkers() {
  const { outputFiles } = await build({
    entryPoints: entries.map((file) => path.join(runner, file)),
    outbase: runner,
    outdir: places,
    chunkNames: 'shared/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    conditions: ['@sweepdeck/source'],
    plugins: [
      sourcePlaces,
      requiredPackages((owner) => JSON.stringify(path.join(root, 'packages', owner, 'package.json'))),
      noLocales,
    ],
    banner: requireBanner,
    write: false,
    logLevel: 'warning',
  });
  const hash = createHash('sha256');
  for (const { path: file, contents } of outputFiles) hash.update(`${file} ${contents.length} `).update(contents);
  const folder = path.join(places, hash.digest('hex').slice(0, 16));
  if (existsSync(folder)) return folder;
  mkdirSync(places, { recursive: true });
  const unfinished = mkdtempSync(path.join(places, 'unfinished-'));
  for (const { path: file, contents } of outputFiles) {
    const place = path.join(unfinished, path.relative(places, file));
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, contents);
  }
  removeOldBundles();
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    // Another run was quicker.
    rmSync(unfinished, { recursive: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

function removeOldBundles() {
  const oldestLast = readdirSync(places)
    .map((name) => ({ folder: path.join(places, name), madeAt: statSync(path.join(places, name)).mtimeMs }))
    .toSorted((a, b) => b.madeAt - a.madeAt);
  for (const { folder } of oldestLast.slice(keptBundles)) rmSync(folder, { recursive: true, force: true });
}

/** @param {{ provide(key: 'bundledWorkers', folder: string): void }} project Vitest's, whose tests are told the folder */
export async function setup(project) {
  const folder = await bundleWorkers();
  project.provide('bundledWorkers', folder);
}
