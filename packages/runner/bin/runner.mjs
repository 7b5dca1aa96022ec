#!/usr/bin/env node
// Starts the built program, or in a checkout without a build the TypeScript sources through tsx.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import { describeUnfitNode } from './node-version.mjs';

const built = new URL('../program/cli/main.js', import.meta.url);
const source = new URL('../src/cli/main.ts', import.meta.url);
const wantsSource = process.env.SWEEPDECK_FROM_SOURCE === '1' && existsSync(source);

const unfitNode = describeUnfitNode(process.version);
if (unfitNode !== undefined) {
  console.error(unfitNode);
  process.exitCode = 2;
} else if (!hasWorkingDirectory()) refuseWithoutDirectory();
else if (existsSync(built) && !wantsSource) await import(built.href);
else runFromSource();

function hasWorkingDirectory() {
  try {
    return process.cwd() !== '';
  } catch {
    return false;
  }
}

// Checked here, because libraries ask for the current directory while they load.
function refuseWithoutDirectory() {
  const code = 'working-directory-gone';
  const message = 'The current directory does not exist any more.';
  const hint = 'It was removed or replaced after you entered it. Change to an existing directory and try again.';
  const isJson = process.argv.includes('--json');
  console.error(
    isJson ? JSON.stringify({ error: { code, message, hint } }) : `error[${code}]: ${message}\nhint: ${hint}`,
  );
  process.exitCode = 2;
}

function runFromSource() {
  // Worker threads inherit these flags. They would not inherit hooks registered at run time.
  const flags = ['--conditions=@sweepdeck/source', '--import', import.meta.resolve('tsx')];
  const child = spawn(process.execPath, [...flags, fileURLToPath(source), ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  const hasTerminal = [process.stdin, process.stdout, process.stderr].some((stream) => stream.isTTY);
  // A terminal sends Ctrl-C to both processes. Passing it on would count as a second Ctrl-C, which stops at once.
  process.on('SIGINT', () => hasTerminal || child.kill('SIGINT'));
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    process.exitCode = signal === null ? (code ?? 1) : 128 + (constants.signals[signal] ?? 0);
  });
}
