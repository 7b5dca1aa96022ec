import { SweepdeckError } from '../../errors/index.ts';
import { openRegularFile, type RegularFile } from '../../files/index.ts';
import { sourceOfChunks, type ByteSource } from './byte-source.ts';
import { decompress, largestExpansion } from './decompress.ts';
import { fileChunks } from './file-chunks.ts';
import { toDatasetError } from './to-dataset-error.ts';

/**
 * Opens a data file; a gzip file is recognized by its content and decompressed while it is read. Errors:
 * `dataset-path-not-found`, `dataset-unreadable`, and while reading `dataset-truncated-gzip`, `dataset-corrupt-gzip`,
 * `dataset-trailing-bytes`.
 */
export async function openDataFile(path: string): Promise<ByteSource> {
  const file = await openFile(path);
  try {
    return await sourceOf(file, path);
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** Does the same as `openRegularFile`, with the error codes of datasets. */
export async function openFile(path: string): Promise<RegularFile> {
  try {
    return await openRegularFile(path);
  } catch (cause) {
    throw toDatasetError(cause, path);
  }
}

async function sourceOf(file: RegularFile, path: string): Promise<ByteSource> {
  const start = new Uint8Array(2);
  const isGzip = (await file.read(start, 0)) === 2 && start[0] === 0x1f && start[1] === 0x8b;
  const chunks = isGzip ? unzipped(file, path) : fileChunks(file, 0, file.size);
  const total = isGzip ? { bytes: file.size * largestExpansion, isExact: false } : { bytes: file.size, isExact: true };
  const source = sourceOfChunks(path, chunks, total);
  return {
    ...source,
    read: async (target) => {
      try {
        return await source.read(target);
      } catch (cause) {
        throw toDatasetError(cause, path);
      }
    },
    close: async () => {
      await source.close();
      await file.close();
    },
  };
}

async function* unzipped(file: RegularFile, path: string): AsyncGenerator<Uint8Array> {
  let used = 0;
  try {
    yield* decompress(fileChunks(file, 0, file.size), 'gzip', (bytes) => {
      used = bytes;
    });
  } catch (cause) {
    throw gzipError(cause, path);
  }
  // zlib silently skips zero padding; other trailing bytes are already an error.
  const trailing = file.size - used;
  if (trailing > 0) {
    throw new SweepdeckError({
      code: 'dataset-trailing-bytes',
      message: `${path}: ${trailing} bytes follow the end of the gzip data`,
      hint: 'copy or download the file again',
    });
  }
}

function gzipError(cause: unknown, path: string): unknown {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (!code.startsWith('Z_')) return cause;
  const isTruncated = code === 'Z_BUF_ERROR';
  return new SweepdeckError({
    code: isTruncated ? 'dataset-truncated-gzip' : 'dataset-corrupt-gzip',
    message: isTruncated
      ? `${path}: the gzip data ends too early`
      : `${path}: the gzip data is damaged: ${cause instanceof Error ? cause.message : String(cause)}`,
    hint: 'copy or download the file again',
    cause,
  });
}
