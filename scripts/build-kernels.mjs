// Compiles the SIMD kernels of core and writes their signatures. Skips the work when the sources have not changed.
// usage: node scripts/build-kernels.mjs [--check]: --check only says whether the signatures are stale
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { formatKernelModule } from './kernels/signatures.mjs';
import { readSources, sourcesHash } from './kernels/sources.mjs';
import { root } from './setup/root.mjs';

const coreFolder = path.join(root, 'packages', 'core');
const sourceFolder = path.join(coreFolder, 'kernels');
const outputFolder = path.join(coreFolder, 'dist', 'kernels');
// The same sources in two variants: one with the same bits everywhere, one with fused multiply-add.
const variants = [
  { name: 'kernels', options: [] },
  { name: 'kernels-relaxed', options: ['--enable', 'relaxed-simd'] },
];
const signaturesFile = path.join(coreFolder, 'src', 'engines', 'wasm', 'kernel-module.generated.ts');
const stampFile = path.join(outputFolder, 'kernels.sha256');
// No static data and no runtime: the module uses another module's linear memory and must own none of it.
const options = ['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '--importMemory', '--noExportMemory'];

/**
 * Ids of a module's sections; 11 is data.
 * @param {Uint8Array} bytes
 * @returns {number[]}
 */
function sectionIds(bytes) {
  const ids = [];
  for (let at = 8; at < bytes.length;) {
    ids.push(bytes[at++] ?? 0);
    let size = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++] ?? 0;
      size += (byte & 127) << shift;
      if (byte < 128) break;
    }
    at += size;
  }
  return ids;
}

const compilerFolder = path.dirname(
  createRequire(path.join(coreFolder, 'package.json')).resolve('assemblyscript/package.json'),
);
const compiler = path.join(compilerFolder, 'bin', 'asc.js');

/** @param {(typeof variants)[number]} variant */
function compile({ name, options: more }) {
  const temporaryFile = path.join(outputFolder, `${name}-${process.pid}.wasm`);
  const args = [compiler, 'index.ts', '--outFile', temporaryFile, ...options, ...more];
  const result = spawnSync(process.execPath, args, { cwd: sourceFolder, stdio: ['ignore', 'inherit', 'inherit'] });
  if (result.status !== 0) throw new Error('the AssemblyScript compiler failed');
  const outputFile = path.join(outputFolder, `${name}.wasm`);
  try {
    if (sectionIds(readFileSync(temporaryFile)).includes(11)) throw new Error('the kernels must not have static data');
    renameSync(temporaryFile, outputFile);
  } finally {
    rmSync(temporaryFile, { force: true });
  }
  console.log(`built ${path.relative(process.cwd(), outputFile)}`);
}

/** @returns {string | undefined} what the signatures' file should hold, where it holds something else */
function staleSignatures() {
  const wanted = formatKernelModule(readSources(sourceFolder));
  const isFresh = existsSync(signaturesFile) && readFileSync(signaturesFile, 'utf8') === wanted;
  return isFresh ? undefined : wanted;
}

function build() {
  const signatures = staleSignatures();
  if (signatures !== undefined) writeFileSync(signaturesFile, signatures);
  const hash = sourcesHash(sourceFolder, [JSON.stringify([options, variants])]);
  const areThere = variants.every(({ name }) => existsSync(path.join(outputFolder, `${name}.wasm`)));
  if (areThere && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hash) return;
  mkdirSync(outputFolder, { recursive: true });
  for (const variant of variants) compile(variant);
  writeFileSync(stampFile, hash);
}

function check() {
  if (staleSignatures() === undefined) return;
  console.log(`${path.relative(root, signaturesFile)} is stale`);
  console.log('Run `pnpm build` and commit the result.');
  process.exitCode = 1;
}

if (process.argv.includes('--check')) check();
else build();
