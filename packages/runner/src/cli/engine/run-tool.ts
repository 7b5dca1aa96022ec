import { spawn } from 'node:child_process';

export interface ToolOptions {
  readonly directory: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Receives the tool's output while it runs. */
  readonly output: NodeJS.WritableStream;
}

export interface ToolResult {
  /** Null when the tool could not be started or was killed by a signal. */
  readonly code: number | null;
  /** The end of the tool's output. */
  readonly printed: string;
}

const keptCharacters = 4000;

/** Runs a program to its end. Never rejects. */
export function runTool(
  command: string,
  words: readonly string[],
  { directory, env, output }: ToolOptions,
): Promise<ToolResult> {
  const child = spawn(command, words, { cwd: directory, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed = (printed + text).slice(-keptCharacters);
      output.write(text);
    });
  }
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: null, printed: error.message }));
    child.on('close', (code) => resolve({ code, printed: printed.trim() }));
  });
}
