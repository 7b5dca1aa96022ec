export { decodeText } from './decode-text.ts';
export { describeEntry } from './describe-entry.ts';
export { FileError } from './file-error.ts';
export { openRegularFile, type RegularFile } from './open-regular-file.ts';
export { readHashedFileSync } from './read-hashed-file.ts';
export { readRegularFile, readRegularFileSync, type ReadFileOptions } from './read-regular-file.ts';
