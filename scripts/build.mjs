#!/usr/bin/env node
// Builds what changed since the last build: kernels, then packages, then the program, then the dashboard's pages.
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { runCommand } from './process/run-command.mjs';
import { runMain, runStep, StepError } from './process/step.mjs';
import { fingerprint } from './setup/fingerprint.mjs';
import { isMainScript, root } from './setup/root.mjs';
import { readStamp, writeStamp } from './setup/stamp.mjs';

const stampFile = path.join(root, 'node_modules', '.sweepdeck-build.json');
const bin = (/** @type {string} */ name) => path.join(root, 'node_modules', '.bin', name);
const isSource = (/** @type {string} */ file) => !/\.test\.tsx?$|\.tsbuildinfo$/.test(file);
const packages = ['core', 'runner', 'dashboard'];
/** One compiled file per package; if it is missing, the package is compiled anew. */
const compiled = [
  'packages/core/dist/errors/index.js',
  'packages/runner/dist/cli/main.js',
  'packages/dashboard/dist/server/index.js',
];

/**
 * @typedef {object} BuildStep
 * @property {string} name
 * @property {string} title
 * @property {string} needs without this file there is nothing to build
 * @property {readonly string[]} inputs files and folders; a change of any of them builds again
 * @property {readonly string[]} outputs built again when one is missing
 * @property {() => void} [prepare]
 * @property {readonly string[]} command
 * @property {string} [cwd]
 */

/** @type {readonly BuildStep[]} */
const steps = [
  {
    name: 'kernels',
    title: 'Compiling the training kernels',
    needs: 'scripts/build-kernels.mjs',
    inputs: ['packages/core/kernels', 'scripts/build-kernels.mjs', 'scripts/kernels', 'pnpm-lock.yaml'],
    outputs: [
      'packages/core/dist/kernels/kernels.wasm',
      'packages/core/dist/kernels/kernels-relaxed.wasm',
      'packages/core/src/engines/wasm/kernel-module.generated.ts',
    ],
    command: [process.execPath, 'scripts/build-kernels.mjs'],
  },
  {
    name: 'packages',
    title: 'Compiling the packages',
    needs: 'tsconfig.json',
    inputs: [
      'tsconfig.base.json',
      'tsconfig.json',
      'pnpm-lock.yaml',
      ...packages.flatMap((name) => [
        `packages/${name}/src`,
        `packages/${name}/tsconfig.json`,
        `packages/${name}/package.json`,
      ]),
    ],
    outputs: compiled,
    prepare() {
      // tsc trusts its record of the last build and would not rewrite files that were deleted since.
      for (const [index, name] of packages.entries())
        if (!existsSync(path.join(root, compiled[index] ?? '')))
          rmSync(path.join(root, 'packages', name, 'tsconfig.tsbuildinfo'), { force: true });
    },
    command: [bin('tsc'), '-b'],
  },
  {
    name: 'program',
    title: 'Bundling the program',
    needs: 'scripts/bundle-program.mjs',
    inputs: [
      'scripts/bundle-program.mjs',
      'pnpm-lock.yaml',
      ...packages.flatMap((name) => [`packages/${name}/src`, `packages/${name}/package.json`]),
    ],
    outputs: ['packages/runner/program/cli/main.js', 'packages/runner/program/worker/entry.js'],
    command: [process.execPath, 'scripts/bundle-program.mjs'],
  },
  {
    name: 'web',
    title: "Bundling the dashboard's pages",
    needs: 'packages/dashboard/vite.config.ts',
    inputs: [
      'packages/dashboard/src',
      'packages/dashboard/vite.config.ts',
      'packages/core/src',
      'packages/runner/src/records',
      'pnpm-lock.yaml',
    ],
    outputs: ['packages/dashboard/dist/web/index.html'],
    command: [path.join(root, 'packages/dashboard/node_modules/.bin/vite'), 'build', '--logLevel', 'warn'],
    cwd: 'packages/dashboard',
  },
];

/**
 * Builds what is missing or out of date.
 * @returns {Promise<void>}
 * @throws {StepError} with the compiler's output
 */
export async function build() {
  const stamp = readStamp(stampFile);
  for (const step of steps) {
    if (!existsSync(path.join(root, step.needs))) continue;
    const wanted = fingerprint(root, step.inputs, [], isSource);
    const isThere = step.outputs.every((output) => existsSync(path.join(root, output)));
    if (isThere && stamp[step.name] === wanted) continue;
    await runStep(step.title, async () => {
      step.prepare?.();
      const [program = '', ...args] = step.command;
      const { code, output } = await runCommand(program, args, { cwd: path.join(root, step.cwd ?? '.') });
      if (code !== 0) throw new StepError(`${step.title}: failed.`, { output });
    });
    stamp[step.name] = wanted;
    writeStamp(stampFile, stamp);
  }
}

if (isMainScript(import.meta.url)) await runMain(build);
