import { createHash } from 'node:crypto';
import { FileError } from './file-error.ts';
import { readRegularFileSync, type ReadFileOptions } from './read-regular-file.ts';

/**
 * Reads the whole content of a regular file and compares its SHA-256.
 * @throws FileError as `readRegularFileSync`, and `damaged` for other content
 */
export function readHashedFileSync(path: string, sha256: string, options: ReadFileOptions = {}): Buffer {
  const content = readRegularFileSync(path, options);
  if (createHash('sha256').update(content).digest('hex') === sha256) return content;
  throw new FileError('damaged', 'it is damaged: its SHA-256 is not the expected one');
}
