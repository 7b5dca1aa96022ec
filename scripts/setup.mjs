#!/usr/bin/env node
// Gets everything that a fresh clone needs. Runs before the install, so it uses nothing but Node.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describeUnfitNode } from '../packages/runner/bin/node-version.mjs';
import { build } from './build.mjs';
import { runCommand } from './process/run-command.mjs';
import { runMain, runStep, StepError } from './process/step.mjs';
import { fingerprint } from './setup/fingerprint.mjs';
import { installHint, nodeHeadersEnvironment, pinnedPnpm } from './setup/pnpm.mjs';
import { isMainScript, root } from './setup/root.mjs';
import { buildSqliteAddon } from './setup/sqlite-addon.mjs';
import { readStamp, removeStamp, writeStamp } from './setup/stamp.mjs';

const stampFile = path.join(root, 'node_modules', '.sweepdeck-setup.json');
const packages = ['packages/core', 'packages/runner', 'packages/dashboard'];

/** @returns {string} changes when another set of dependencies is wanted */
function dependencyFingerprint() {
  const manifests = ['.', ...packages].map((folder) => {
    const { scripts: _, ...rest } = JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8'));
    return JSON.stringify(rest);
  });
  const facts = [...manifests, process.platform, process.arch];
  return fingerprint(root, ['pnpm-lock.yaml', 'pnpm-workspace.yaml', '.npmrc'], facts);
}

/**
 * Installs the packages of the lock file where they are missing or others; compiles nothing.
 * @returns {Promise<void>}
 * @throws {StepError} with pnpm's output and a hint
 */
export async function installDependencies() {
  const wanted = dependencyFingerprint();
  const isInstalled = ['.', ...packages].every((folder) => existsSync(path.join(root, folder, 'node_modules')));
  if (isInstalled && readStamp(stampFile).dependencies === wanted) return;

  removeStamp(stampFile);
  await runStep('Installing dependencies (a few minutes the first time)', async () => {
    const { code, output } = await runCommand('npx', ['--yes', pinnedPnpm(), 'install', '--frozen-lockfile'], {
      cwd: root,
      // pm_on_fail: this pnpm is the pinned one; it need not look up and record itself, which a frozen lock file forbids.
      // CI: pnpm replaces an unfitting node_modules without asking.
      env: { ...nodeHeadersEnvironment(), pnpm_config_pm_on_fail: 'ignore', CI: 'true' },
    });
    if (code !== 0)
      throw new StepError('The dependencies could not be installed.', { output, hint: installHint(output) });
  });
  writeStamp(stampFile, { dependencies: wanted });
}

/**
 * Installs and builds what is missing; does nothing, quickly, when all is there.
 * @returns {Promise<void>}
 * @throws {StepError} with the tool's output and a hint
 */
export async function setUp() {
  const unfitNode = describeUnfitNode(process.version);
  if (unfitNode !== undefined) throw new StepError(unfitNode);
  await installDependencies();
  await buildSqliteAddon();
  await build();
}

if (isMainScript(import.meta.url)) await runMain(setUp);
