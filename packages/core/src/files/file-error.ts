/**
 * Explains why a file was not read. Callers turn it into their own SweepdeckError: `missing` when the path leads
 * nowhere, `unreadable` when it is not a regular file, may not be read, or changed meanwhile; `damaged` when its content is not the expected one. The message
 * does not contain the path: `it is a named pipe, expected a file`.
 */
export class FileError extends Error {
  readonly reason: 'missing' | 'unreadable' | 'damaged';

  constructor(reason: FileError['reason'], message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'FileError';
    this.reason = reason;
  }
}

const words: Readonly<Record<string, string>> = {
  EACCES: 'no permission to read it',
  EPERM: 'no permission to read it',
  ELOOP: 'its links form a circle',
  ENAMETOOLONG: 'the name is longer than the file system allows',
  ERR_INVALID_ARG_VALUE: 'the path contains a zero byte',
};

/** Converts a system error to a FileError. */
export function toFileError(cause: unknown): FileError {
  if (cause instanceof FileError) return cause;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (code === 'ENOENT' || code === 'ENOTDIR') return new FileError('missing', 'it does not exist', cause);
  const message = words[code] ?? (cause instanceof Error ? cause.message : String(cause));
  return new FileError('unreadable', message, cause);
}
