import { readFileSync } from 'node:fs';
import { ownCommandName } from '../environment/command-name.ts';
import { commands } from './command-list.ts';
import { runCommandLine } from './run-command-line.ts';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  readonly version: string;
};

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // `runner list | head` closes the pipe early; that is no error.
    if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
    throw error;
  });
}

process.exitCode = await runCommandLine(
  {
    words: process.argv.slice(2),
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    workingDirectory: process.cwd(),
    version,
    commandName: ownCommandName(process.cwd(), process.env),
    now: Date.now,
  },
  commands,
);
