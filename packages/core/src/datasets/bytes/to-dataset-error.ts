import { SweepdeckError } from '../../errors/index.ts';
import { FileError } from '../../files/index.ts';

/** Explains why a data file could not be read; returns other errors unchanged. */
export function toDatasetError(cause: unknown, path: string): unknown {
  if (!(cause instanceof FileError)) return cause;
  const isMissing = cause.reason === 'missing';
  return new SweepdeckError({
    code: isMissing ? 'dataset-path-not-found' : 'dataset-unreadable',
    message: isMissing ? `${path} does not exist` : `${path}: cannot be read: ${cause.message}`,
    hint: isMissing ? 'paths are relative to the sweep file' : 'check that it is a file and that you may read it',
    cause,
  });
}
