import { createInterface } from 'node:readline/promises';

/** A terminal to ask on. */
export interface AskedTerminal {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: NodeJS.WriteStream;
}

/**
 * Asks a question that `y` or `yes` confirms; anything else, and the end of the input, does not.
 * @returns undefined when there is nobody to ask, because the input or the output is no terminal
 */
export async function askYes(question: string, { input, output }: AskedTerminal): Promise<boolean | undefined> {
  if (input.isTTY !== true || !output.isTTY) return undefined;
  const lines = createInterface({ input, output });
  try {
    const closed = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
    const answer = await Promise.race([lines.question(`${question} [y/N] `), closed]);
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    lines.close();
  }
}
