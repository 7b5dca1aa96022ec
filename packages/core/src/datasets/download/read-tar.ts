import { SweepdeckError } from '../../errors/index.ts';
import type { ByteSource } from '../bytes/byte-source.ts';
import { allocate, refuseLargerThanMemory } from '../bytes/memory.ts';

const blockLength = 512;
/** Bytes of unwanted files that are skipped at a time. */
const skippedBytes = 256 * 1024;
/** Twice the largest record that tar writes by default for tapes. */
const paddingBytes = 1024 * 1024;
/** Types of regular files: '0', and the zero byte in archives older than POSIX. */
const regularFile = new Set(['0', '\0']);

export interface TarFiles {
  /** Names of all regular files, in the order of the archive. */
  readonly names: readonly string[];
  /** Contents of the wanted files. */
  readonly contents: ReadonlyMap<string, Uint8Array>;
}

export interface TarOptions {
  /** Selects the files to keep; the content of others is skipped. */
  readonly isWanted: (name: string) => boolean;
  /** Memory limit for the kept files. */
  readonly memoryBytes: number;
}

/**
 * Reads the regular files of a tar archive, in order. Skips folders, links and extended headers, so names of more
 * than 255 bytes are cut. Errors: `dataset-truncated`, `dataset-corrupt-archive`, `dataset-trailing-bytes`,
 * `dataset-too-large`, those of the source. Source: POSIX.1-1988, the ustar interchange format.
 */
export async function readTar(source: ByteSource, { isWanted, memoryBytes }: TarOptions): Promise<TarFiles> {
  const path = source.from;
  const names: string[] = [];
  const contents = new Map<string, Uint8Array>();
  let keptBytes = 0;
  let offset = 0;
  for (;;) {
    const header = new Uint8Array(blockLength);
    if ((await source.read(header)) < blockLength) {
      throw truncated(path, 'the archive ends without its closing block of zeros');
    }
    if (header.every((byte) => byte === 0)) break;
    refuseWrongChecksum(header, path, offset);
    const name = nameOf(header);
    const size = octal(header.subarray(124, 136));
    if (!Number.isSafeInteger(size)) throw corrupt(path, `the size of ${name} cannot be read`);
    const { bytes: left, isExact } = source.remaining();
    if (size > left) throw truncated(path, `${name} has ${size} bytes, ${isExact ? '' : 'at most '}${left} follow`);
    const isRegular = regularFile.has(String.fromCharCode(header[156] ?? 0));
    if (isRegular) names.push(name);
    const isKept = isRegular && isWanted(name);
    if (isKept) {
      keptBytes += size;
      refuseLargerThanMemory(path, 'its files', keptBytes, memoryBytes);
    }
    const content = await readContent(source, name, size, isKept);
    if (isKept) contents.set(name, content);
    const padding = (blockLength - (size % blockLength)) % blockLength;
    await source.read(new Uint8Array(padding));
    offset += blockLength + size + padding;
  }
  await refuseMuchBehind(source);
  return { names, contents };
}

async function readContent(source: ByteSource, name: string, size: number, isKept: boolean): Promise<Uint8Array> {
  const content = isKept ? allocate(source.from, size) : new Uint8Array(Math.min(size, skippedBytes));
  for (let read = 0; read < size;) {
    const part = isKept ? content : content.subarray(0, size - read);
    const count = await source.read(part);
    read += count;
    if (count < part.length) throw truncated(source.from, `${name} has ${size} bytes, ${read} follow`);
  }
  return content;
}

/** Archives are padded to whole records. Reading to the end makes gzip verify its checksum. */
async function refuseMuchBehind(source: ByteSource): Promise<void> {
  const rest = await source.read(new Uint8Array(paddingBytes + 1));
  if (rest <= paddingBytes) return;
  throw new SweepdeckError({
    code: 'dataset-trailing-bytes',
    message: `${source.from}: more than ${paddingBytes} bytes follow the end of the archive`,
    hint: 'copy or download the file again',
  });
}

function nameOf(header: Uint8Array): string {
  const name = text(header.subarray(0, 100));
  const prefix = text(header.subarray(257, 262)) === 'ustar' ? text(header.subarray(345, 500)) : '';
  return prefix === '' ? name : `${prefix}/${name}`;
}

/** The checksum is the sum of the header's bytes, with its own field counted as spaces. */
function refuseWrongChecksum(header: Uint8Array, path: string, offset: number): void {
  const written = octal(header.subarray(148, 156));
  const sum = header.reduce((total, byte, i) => total + (i >= 148 && i < 156 ? 0x20 : byte), 0);
  if (sum !== written) {
    throw corrupt(path, `the header at byte ${offset} has the checksum ${sum}, but declares ${written}`);
  }
}

function octal(field: Uint8Array): number {
  const digits = text(field).trim();
  return /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number.NaN;
}

function text(field: Uint8Array): string {
  const end = field.indexOf(0);
  return new TextDecoder().decode(end === -1 ? field : field.subarray(0, end));
}

function truncated(path: string, detail: string): SweepdeckError {
  return new SweepdeckError({
    code: 'dataset-truncated',
    message: `${path}: the archive is truncated: ${detail}`,
    hint: 'copy or download the file again',
  });
}

function corrupt(path: string, detail: string): SweepdeckError {
  return new SweepdeckError({
    code: 'dataset-corrupt-archive',
    message: `${path}: ${detail}`,
    hint: 'expected a tar archive, gzipped or not: copy or download the file again',
  });
}
