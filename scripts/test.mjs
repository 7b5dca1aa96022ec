#!/usr/bin/env node
// npm test: sets up what is missing, finds a browser, runs every test. Other arguments go to Vitest.
import path from 'node:path';
import { getBrowser } from './browser/get-browser.mjs';
import { runCommand } from './process/run-command.mjs';
import { runMain } from './process/step.mjs';
import { setUp } from './setup.mjs';
import { root } from './setup/root.mjs';

await runMain(async () => {
  await setUp();
  const browser = await getBrowser();
  const args = process.argv.slice(2);
  // A filter by name skips other tests; that needs no reasons.
  const isFiltered = args.some((arg) => /^(?:-t|--testNamePattern)\b/.test(arg));
  const reporters = [
    '--reporter=default',
    ...(isFiltered ? [] : ['--reporter=./scripts/test/skip-reporter.mjs']),
    '--reporter=json',
    '--outputFile.json=.vitest/report.json',
  ];
  const { code } = await runCommand(path.join(root, 'node_modules', '.bin', 'vitest'), ['run', ...reporters, ...args], {
    cwd: root,
    env: { CHROME_PATH: browser },
    isShown: true,
  });
  return code;
});
