// usage: node scripts/ci/run-on-node.mjs MAJOR...: runs the core of the suite on the newest release of each line of Node.js.
// It sets up first, as a user does who changes Node. Writes .vitest/node-MAJOR.json; exits 1 when any failed.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { importRules } from '../checks/import-rules.mjs';
import { runCommand } from '../process/run-command.mjs';
import { runMain, runStep, StepError } from '../process/step.mjs';
import { root } from '../setup/root.mjs';

/** Code that uses Node's modules, reads bytes, describes an engine's errors, or promises the same bits everywhere. */
const partsOfCore = importRules
  .filter(({ place, node }) => place.startsWith('core/') && node)
  .map(({ place }) => place.slice('core/'.length))
  .concat('checkpoints', 'errors', 'portable-math', 'random');
/** The commands that a user runs first. The other command tests say little about Node.js. */
const commandTests = ['sweep', 'reading-commands', 'same-bits'];
/**
 * Arithmetic, which is the same on every Node.js and takes most of the time: WebGPU is emulated by a library, the
 * kernels are WebAssembly, and the difficulty of the glyphs, a pretrained model's layers and a retrained export depend on
 * training. The tests of workers and of the command train with those kernels on every line of Node.js, and read and
 * prepare sweep files, whose own tests are pure functions.
 */
const leftOut = [
  'core/src/engines/webgpu/**',
  'core/src/engines/wasm/kernels/**',
  'core/src/engines/wasm/properties/**',
  'core/src/datasets/glyphs/glyphs-difficulty.test.ts',
  'core/src/models/pretrained/pretrained.test.ts',
  'runner/src/cli/export/**',
  'runner/src/planning/**',
  'runner/src/spec/**',
];
const selection = [
  '--project=unit',
  '--project=alone',
  '--project=e2e',
  ...leftOut.map((part) => `--exclude=packages/${part}`),
  ...partsOfCore.map((part) => `packages/core/src/${part}/`),
  'packages/runner/src/',
  'packages/runner/bench/',
  'packages/dashboard/src/',
  'scripts/',
  ...commandTests.map((name) => `packages/runner/test/e2e/${name}.test.ts`),
];

/**
 * @param {string} major
 * @param {string} folder
 * @returns {Promise<string>} folder of the executable, from npm's package `node`
 */
async function installNode(major, folder) {
  await runStep(`Installing Node.js ${major}`, async () => {
    const words = ['install', '--prefix', folder, '--no-save', '--ignore-scripts=false', `node@${major}`];
    const { code, output } = await runCommand('npm', words, { cwd: folder });
    if (code !== 0) throw new StepError(`Node.js ${major} could not be installed.`, { output });
  });
  return path.join(folder, 'node_modules', 'node', 'bin');
}

/**
 * @param {string} major
 * @returns {Promise<number>} exit code of the tests
 */
async function testOnNode(major) {
  const folder = mkdtempSync(path.join(tmpdir(), `sweepdeck-node-${major}-`));
  try {
    const bin = await installNode(major, folder);
    // Tests that start a program by the name `node` use this one too.
    const env = { PATH: `${bin}${path.delimiter}${process.env['PATH'] ?? ''}` };
    const run = (/** @type {string[]} */ ...words) =>
      runCommand(path.join(bin, 'node'), words, { cwd: root, env, isShown: true });
    const setUp = await run(path.join(root, 'scripts', 'setup.mjs'));
    if (setUp.code !== 0) return setUp.code;
    const vitest = path.join(root, 'node_modules', 'vitest', 'vitest.mjs');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=.vitest/node-${major}.json`];
    return (await run(vitest, 'run', ...selection, ...reporters)).code;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await runMain(async () => {
  let worst = 0;
  for (const major of process.argv.slice(2)) worst = Math.max(worst, await testOnNode(major));
  return worst;
});
