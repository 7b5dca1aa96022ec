import { readFileSync, writeSync } from 'node:fs';
import { nameCommands } from '@sweepdeck/core/errors';
import { ownCommandName } from '../environment/command-name.ts';
import { commands } from './command-list.ts';
import { formatError } from './command/print-error.ts';
import { expectEnd } from './process/expect-end.ts';
import { followOutput } from './process/follow-output.ts';
import { leaveLostTerminal } from './process/leave-lost-terminal.ts';
import { watchLauncher } from './process/watch-launcher.ts';
import { runCommandLine } from './command/run-command-line.ts';
import { createStyle } from './terminal/style.ts';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  readonly version: string;
};

const output = followOutput([process.stdout, process.stderr]);
leaveLostTerminal();
if (process.env['npm_command'] !== undefined) {
  // Reacts as if npm had passed its signal on.
  watchLauncher({ parent: () => process.ppid }, () => process.kill(process.pid, 'SIGTERM'));
}
const done = expectEnd(process, (text) => {
  try {
    writeSync(process.stderr.fd, text);
  } catch {
    // Nobody reads the output.
  }
});

const commandName = ownCommandName(process.cwd(), process.env);
const code = await runCommandLine(
  {
    words: process.argv.slice(2),
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    workingDirectory: process.cwd(),
    version,
    commandName,
    now: Date.now,
  },
  commands,
);
await output.settled();
const lost = output.lost();
if (lost !== undefined) process.stderr.write(`${nameCommands(formatError(lost, createStyle(false)), commandName)}\n`);
process.exitCode = lost === undefined || code !== 0 ? code : 1;
done();
