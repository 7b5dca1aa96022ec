import { PassThrough } from 'node:stream';
import { commands } from '../../src/cli/command-list.ts';
import { runCommandLine } from '../../src/cli/command/run-command-line.ts';

export interface Answer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a command line in this process, from source: for what a process of its own adds nothing to, such as the words in which
 * input is refused. Signals, workers and the exit code of the process are tested with a process.
 */
export async function runHere(
  words: readonly string[],
  directory: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const [stdout, stderr] = [createOutput(), createOutput()];
  const before = process.cwd();
  process.chdir(directory);
  try {
    const code = await runCommandLine(
      {
        words,
        stdout: stdout.stream,
        stderr: stderr.stream,
        env: { NO_COLOR: '1', ...env },
        workingDirectory: directory,
        version: '0.0.0',
        now: Date.now,
      },
      commands,
    );
    return { code, stdout: stdout.text(), stderr: stderr.text() };
  } finally {
    process.chdir(before);
  }
}

/** Looks like the output of a process that is no terminal. */
function createOutput(): { readonly stream: NodeJS.WriteStream; text(): string } {
  const stream = new PassThrough({ encoding: 'utf8' });
  let text = '';
  stream.on('data', (chunk: string) => (text += chunk));
  return {
    stream: Object.assign(stream, { isTTY: false }) as unknown as NodeJS.WriteStream,
    text: () => text + (stream.read() ?? ''),
  };
}
