import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SweepdeckError } from '@sweepdeck/core/errors';
import { loadSweep, type LoadedSweep } from '../load-sweep.ts';

/** Loads a sweep from text, as the file `my-sweep.yaml` of a temporary directory that is deleted afterwards. */
export function loadText(text: string | Uint8Array, overrides: readonly string[] = []): LoadedSweep {
  return inDirectory((currentDirectory) => {
    writeFileSync(join(currentDirectory, 'my-sweep.yaml'), text);
    return loadSweep('my-sweep.yaml', { overrides, currentDirectory });
  });
}

export function inDirectory<Result>(act: (directory: string) => Result): Result {
  const directory = mkdtempSync(join(tmpdir(), 'sweepdeck-spec-'));
  try {
    return act(directory);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** Returns the error that a call throws, as the user sees it. */
export function refusal(act: () => unknown): { code: string; message: string; hint: string | undefined } {
  try {
    act();
  } catch (error) {
    if (!(error instanceof SweepdeckError)) throw error;
    return { code: error.code, message: error.message, hint: error.hint };
  }
  throw new Error('expected a refusal');
}
