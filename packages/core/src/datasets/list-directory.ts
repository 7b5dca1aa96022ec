import { readdir } from 'node:fs/promises';
import { SweepdeckError } from '../errors/index.ts';
import { listFirst } from '../words/index.ts';

/**
 * Lists the names in a directory, sorted. `content` says in error messages what the directory should contain. Errors:
 * `dataset-path-not-found`, `dataset-path-not-a-directory`, `dataset-unreadable`.
 */
export async function listDirectory(directory: string, content: string): Promise<string[]> {
  try {
    return (await readdir(directory)).sort();
  } catch (cause) {
    throw unlisted(directory, content, cause);
  }
}

function unlisted(directory: string, content: string, cause: unknown): SweepdeckError {
  const reason = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (reason === 'ENOENT') {
    return new SweepdeckError({
      code: 'dataset-path-not-found',
      message: `${directory} does not exist`,
      hint: `dataset.path must be the directory with the ${content}, relative to the sweep file`,
      cause,
    });
  }
  const isFile = reason === 'ENOTDIR';
  return new SweepdeckError({
    code: isFile ? 'dataset-path-not-a-directory' : 'dataset-unreadable',
    message: isFile
      ? `${directory} is a file; expected the directory that contains the ${content}`
      : `${directory}: cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`,
    hint: `dataset.path must be the directory with the ${content}, not one of the files`,
    cause,
  });
}

/** Returns the first names of a directory, for an error that says what was found. */
export function shownNames(names: readonly string[]): string {
  return names.length === 0 ? 'nothing' : listFirst(names, 5);
}
