// Compiles the SIMD kernels of core. Skips the work when the sources have not changed.
// usage: node scripts/build-kernels.mjs
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const coreFolder = fileURLToPath(new URL('../packages/core/', import.meta.url));
const sourceFolder = path.join(coreFolder, 'kernels');
const outputFolder = path.join(coreFolder, 'dist', 'kernels');
// The same sources twice: everywhere the same bits, and with multiply-add in one step.
const variants = [
  { name: 'kernels', options: [] },
  { name: 'kernels-relaxed', options: ['--enable', 'relaxed-simd'] },
];
const stampFile = path.join(outputFolder, 'kernels.sha256');
// No static data and no runtime: the module shares the linear memory of another one and must own none of it.
const options = ['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '--importMemory', '--noExportMemory'];

function sourcesHash() {
  const hash = createHash('sha256').update(JSON.stringify([options, variants]));
  for (const name of readdirSync(sourceFolder)
    .filter((file) => file.endsWith('.ts'))
    .sort()) {
    hash.update(name).update(readFileSync(path.join(sourceFolder, name)));
  }
  return hash.digest('hex');
}

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

function build() {
  const hash = sourcesHash();
  const areThere = variants.every(({ name }) => existsSync(path.join(outputFolder, `${name}.wasm`)));
  if (areThere && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hash) return;
  mkdirSync(outputFolder, { recursive: true });
  for (const variant of variants) compile(variant);
  writeFileSync(stampFile, hash);
}

build();
