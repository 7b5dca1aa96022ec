import { SweepdeckError } from '@sweepdeck/core/errors';
import type { TrialRecord } from '../../records/records.ts';
import { hashedOptions } from '../../spec/identity/file-hashes.ts';

/**
 * Checks that the custom modules and pretrained models of a trial are still those that it was trained with.
 *
 * @throws SweepdeckError `files-changed`; `files-missing` when a file cannot be read
 */
export function requireSameFiles({ id, sweepId, config }: TrialRecord): void {
  for (const { part, option, hash } of hashedOptions) {
    const { [option]: file, sha256: stored } = config[part];
    // A pretrained model at a URL is checked when it is downloaded.
    if (typeof file !== 'string' || typeof stored !== 'string' || /^https?:/.test(file)) continue;
    const now = hashOf(id, part, file, hash);
    if (now === stored) continue;
    throw new SweepdeckError({
      code: 'files-changed',
      message: `The ${part} of t${id}, ${file}, has changed since the trial was trained: its SHA-256 is ${now.slice(0, 12)}, the trial's is ${stored.slice(0, 12)}.`,
      hint: `Restore the file, or train the changed one with \`runner sweep s${sweepId}\`.`,
    });
  }
}

function hashOf(id: number, part: string, file: string, hash: (path: string) => string): string {
  try {
    return hash(file);
  } catch (error) {
    if (!(error instanceof SweepdeckError)) throw error;
    throw new SweepdeckError({
      code: 'files-missing',
      message: `The ${part} of t${id} cannot be read any more: ${error.message}`,
      hint: 'Restore the file.',
      cause: error,
    });
  }
}
