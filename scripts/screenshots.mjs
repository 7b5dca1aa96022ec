#!/usr/bin/env node
// pnpm screenshots: every page of the dashboard on invented sweeps, wide and narrow, light and dark, into .sweepdeck/screenshots.
import path from 'node:path';
import { getBrowser } from './browser/get-browser.mjs';
import { runCommand } from './process/run-command.mjs';
import { runMain } from './process/step.mjs';
import { root } from './setup/root.mjs';

await runMain(async () => {
  const browser = await getBrowser();
  const program = path.join(root, 'scripts', 'screenshots', 'take-screenshots.mjs');
  const nodeArgs = ['--conditions=@sweepdeck/source', '--import', 'tsx', program, browser, ...process.argv.slice(2)];
  return (await runCommand(process.execPath, nodeArgs, { cwd: root, isShown: true })).code;
});
