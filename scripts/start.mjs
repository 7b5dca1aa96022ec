#!/usr/bin/env node
// npm start: sets up what is missing, trains the quickstart sweep and shows it live.
// npm start -- --no-serve: the same without the dashboard; prints the leaderboard and ends.
// Other arguments go to `runner sweep`.
import path from 'node:path';
import { runCommand } from './process/run-command.mjs';
import { runMain } from './process/step.mjs';
import { setUp } from './setup.mjs';
import { root } from './setup/root.mjs';
import { parseStartArguments } from './start/parse-start-arguments.mjs';
import { findFreePort } from './start/ports.mjs';

const quickstart = 'experiments/quickstart.yaml';
const preferredPort = 7780;

await runMain(async () => {
  const { isServed, hasPort, rest } = parseStartArguments(process.argv.slice(2));
  await setUp();
  // Ctrl-C reaches the runner too: it drains and ends by itself, and this process ends with it.
  process.on('SIGINT', () => {});
  const port = isServed && !hasPort ? ['--port', String(await findFreePort(preferredPort))] : [];
  const runner = path.join(root, 'packages', 'runner', 'bin', 'runner.mjs');
  const args = [runner, 'sweep', quickstart, ...(isServed ? ['--serve'] : []), ...port, ...rest];
  return (await runCommand(process.execPath, args, { cwd: root, isShown: true })).code;
});
