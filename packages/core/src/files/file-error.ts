/**
 * Why a file was not read. Callers turn it into their own SweepdeckError: `missing` for a path that leads nowhere,
 * `unreadable` for one that is no regular file, may not be read, or changed meanwhile. The message says what it is, without
 * the path: `it is a named pipe, expected a file`.
 */
export class FileError extends Error {
  readonly reason: 'missing' | 'unreadable';

  constructor(reason: FileError['reason'], message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'FileError';
    this.reason = reason;
  }
}

const words: Readonly<Record<string, string>> = {
  EACCES: 'no permission to read it',
  EPERM: 'no permission to read it',
  ELOOP: 'its links lead in a circle',
  ENAMETOOLONG: 'the name is longer than the file system takes',
  ERR_INVALID_ARG_VALUE: 'the path holds a zero byte',
};

/** What the system threw, as a FileError. */
export function toFileError(cause: unknown): FileError {
  if (cause instanceof FileError) return cause;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (code === 'ENOENT' || code === 'ENOTDIR') return new FileError('missing', 'it does not exist', cause);
  const message = words[code] ?? (cause instanceof Error ? cause.message : String(cause));
  return new FileError('unreadable', message, cause);
}
