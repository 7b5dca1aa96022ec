#!/usr/bin/env node
// pnpm bench NAME: runs packages/*/bench/NAME.ts from source. Without a name: lists them.
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { runCommand } from './process/run-command.mjs';
import { runMain, StepError } from './process/step.mjs';
import { root } from './setup/root.mjs';

/** @returns {Map<string, string>} file of each benchmark, by name */
function listBenchmarks() {
  const packages = path.join(root, 'packages');
  const folders = readdirSync(packages).map((name) => path.join(packages, name, 'bench'));
  const files = folders
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder).map((file) => path.join(folder, file)));
  return new Map(
    files
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
      .map((file) => [path.basename(file, '.ts'), file]),
  );
}

await runMain(async () => {
  const [name, ...args] = process.argv.slice(2);
  const benchmarks = listBenchmarks();
  const list = [...benchmarks].map(([each, file]) => `  ${each.padEnd(16)} ${path.relative(root, file)}`).join('\n');
  if (name === undefined) {
    console.log(`pnpm bench NAME, where NAME is one of:\n${list || '  (there is none yet)'}`);
    return 0;
  }
  const file = benchmarks.get(name);
  if (file === undefined) throw new StepError(`There is no benchmark "${name}".`, { hint: `There are:\n${list}` });
  const nodeArgs = ['--conditions=@sweepdeck/source', '--import', 'tsx', file, ...args];
  return (await runCommand(process.execPath, nodeArgs, { cwd: root, isShown: true })).code;
});
