import { readFile } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { SweepdeckError } from '../../errors/index.ts';

/**
 * The content of a file, decompressed where it starts as gzip does, whatever its name.
 * Errors: `dataset-path-not-found`, `dataset-unreadable`, `dataset-truncated-gzip`, `dataset-corrupt-gzip`,
 * `dataset-trailing-bytes`.
 */
export async function readBytes(path: string): Promise<Uint8Array> {
  const file = await readFile(path).catch((cause: unknown) => {
    const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    throw new SweepdeckError({
      code: isMissing ? 'dataset-path-not-found' : 'dataset-unreadable',
      message: isMissing
        ? `${path} does not exist`
        : `${path}: cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`,
      hint: isMissing ? 'paths are relative to the sweep file' : 'check that it is a file and its permissions',
      cause,
    });
  });
  return file[0] === 0x1f && file[1] === 0x8b ? gunzip(file, path) : file;
}

async function gunzip(file: Uint8Array, path: string): Promise<Uint8Array> {
  const stream = createGunzip();
  stream.end(file);
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of stream) chunks.push(chunk as Uint8Array);
  } catch (cause) {
    throw gzipError(cause, path);
  }
  // zlib skips zero padding in silence; other bytes are an error to it already.
  const trailing = file.length - stream.bytesWritten;
  if (trailing > 0) {
    throw new SweepdeckError({
      code: 'dataset-trailing-bytes',
      message: `${path}: ${trailing} bytes follow the end of the gzip data`,
      hint: 'copy or download the file again',
    });
  }
  return Buffer.concat(chunks);
}

function gzipError(cause: unknown, path: string): SweepdeckError {
  const isTruncated = cause instanceof Error && 'code' in cause && cause.code === 'Z_BUF_ERROR';
  return new SweepdeckError({
    code: isTruncated ? 'dataset-truncated-gzip' : 'dataset-corrupt-gzip',
    message: isTruncated
      ? `${path}: the gzip data ends too early`
      : `${path}: the gzip data is damaged: ${cause instanceof Error ? cause.message : String(cause)}`,
    hint: 'copy or download the file again',
    cause,
  });
}
