import { crc32 } from 'node:zlib';
import type { RegularFile } from '../../files/index.ts';
import { sourceOfChunks, type ByteSource } from '../bytes/byte-source.ts';
import { decompress } from '../bytes/decompress.ts';
import { fileChunks } from '../bytes/file-chunks.ts';
import { toDatasetError } from '../bytes/to-dataset-error.ts';
import { readZipDirectory, type ZipEntry } from './read-zip-directory.ts';
import { corruptZip, unsupportedZip } from './zip-errors.ts';

const entrySignature = 0x04034b50;
const stored = 0;
const deflated = 8;

/** The files of a zip archive: their names, and each file's content on demand. */
export interface ZipFiles {
  readonly names: readonly string[];
  /** Returns undefined when there is no such file. Reading a file to its end verifies its size and checksum. */
  readonly open: (name: string) => Promise<ByteSource | undefined>;
}

/**
 * Opens a zip archive with stored and deflated files, as numpy.savez and savez_compressed write it. Takes sizes from
 * the central directory, because numpy leaves the local ones to a zip64 field. Errors: `dataset-wrong-magic`,
 * `dataset-truncated`, `dataset-corrupt-zip`, `dataset-unsupported-zip` (encrypted, or another compression),
 * `dataset-unreadable`. Source: PKWARE's APPNOTE 6.3.3
 */
export async function openZip(file: RegularFile, path: string): Promise<ZipFiles> {
  const directory = await readZipDirectory(file, path);
  const entries = new Map(directory.map((entry) => [entry.name, entry]));
  return {
    names: [...entries.keys()],
    open: async (name) => {
      const entry = entries.get(name);
      return entry === undefined ? undefined : openEntry(file, path, entry);
    },
  };
}

async function openEntry(file: RegularFile, path: string, entry: ZipEntry): Promise<ByteSource> {
  const { name, method, size, compressedSize } = entry;
  if (entry.isEncrypted) throw unsupportedZip(path, `${name} is encrypted`);
  if (method !== stored && method !== deflated) throw unsupportedZip(path, `${name} is compressed by method ${method}`);
  const local = new DataView(new ArrayBuffer(30));
  const found = await file.read(new Uint8Array(local.buffer), entry.offset).catch((cause: unknown) => {
    throw toDatasetError(cause, path);
  });
  if (found < 30 || local.getUint32(0, true) !== entrySignature) {
    throw corruptZip(path, `${name} is not where the directory says, at byte ${entry.offset}`);
  }
  const start = entry.offset + 30 + local.getUint16(26, true) + local.getUint16(28, true);
  const packed = fileChunks(file, start, Math.min(start + compressedSize, file.size));
  const chunks = method === stored ? packed : decompress(packed, 'deflate');
  return sourceOfChunks(`${path}: ${name}`, checked(chunks, path, entry), { bytes: size, isExact: true });
}

/**
 * Passes chunks on and checks them: no more bytes than the directory says, and at the end exactly as many with the
 * right checksum.
 */
async function* checked(
  chunks: AsyncIterable<Uint8Array>,
  path: string,
  { name, size, crc }: ZipEntry,
): AsyncGenerator<Uint8Array> {
  let length = 0;
  let sum = 0;
  try {
    for await (const chunk of chunks) {
      length += chunk.length;
      if (length > size) throw corruptZip(path, `${name} has more than the ${size} bytes that the directory says`);
      sum = crc32(chunk, sum);
      yield chunk;
    }
  } catch (cause) {
    const isDamaged = cause instanceof Error && 'code' in cause && String(cause.code).startsWith('Z_');
    throw isDamaged ? corruptZip(path, `${name} cannot be unpacked: ${cause.message}`) : toDatasetError(cause, path);
  }
  if (length < size) throw corruptZip(path, `${name} has ${length} bytes, the directory says ${size}`);
  if (sum !== crc) throw corruptZip(path, `the checksum of ${name} is wrong`);
}
