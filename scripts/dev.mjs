#!/usr/bin/env node
// pnpm dev: the dashboard on a store of invented sweeps, from source; server and pages follow every change.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { runMain } from './process/step.mjs';
import { root } from './setup/root.mjs';

const server = [
  process.execPath,
  '--watch',
  '--watch-preserve-output',
  '--conditions=@sweepdeck/source',
  '--import',
  'tsx',
  path.join(root, 'scripts', 'dev', 'serve-demo.mjs'),
];
const dashboard = path.join(root, 'packages', 'dashboard');
const pages = [path.join(dashboard, 'node_modules', '.bin', 'vite')];

await runMain(async () => {
  const children = [
    spawn(server[0] ?? '', server.slice(1), { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] }),
    spawn(pages[0] ?? '', { cwd: dashboard, stdio: ['ignore', 'inherit', 'inherit'] }),
  ];
  const stop = () => {
    for (const child of children) child.kill('SIGTERM');
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, stop);
  const ends = children.map(
    (child) =>
      new Promise((resolve) => {
        child.on('error', (error) => {
          console.error(error.message);
          resolve(undefined);
        });
        child.on('exit', resolve);
      }),
  );
  // Each is useless without the other.
  await Promise.race(ends);
  stop();
  await Promise.all(ends);
});
