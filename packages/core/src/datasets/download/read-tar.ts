import { SweepdeckError } from '../../errors/index.ts';

const blockLength = 512;
/** Regular files: '0', and the zero byte of archives older than POSIX. */
const regularFile = new Set(['0', '\0']);

/**
 * The regular files of an uncompressed tar archive by name, as views of `archive`. Folders, links and extended headers
 * are passed over, so a name of more than 255 bytes comes back cut off.
 * Errors: `dataset-truncated`, `dataset-corrupt-archive`. Source: POSIX.1-1988, the ustar interchange format.
 */
export function readTar(archive: Uint8Array, path: string): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  let offset = 0;
  for (;;) {
    const header = archive.subarray(offset, offset + blockLength);
    if (header.length < blockLength) throw truncated(path, 'the archive ends without its closing block of zeros');
    if (header.every((byte) => byte === 0)) return files;
    refuseWrongChecksum(header, path, offset);
    const name = nameOf(header);
    const size = octal(header.subarray(124, 136));
    if (!Number.isSafeInteger(size)) throw corrupt(path, `the size of ${name} cannot be read`);
    const start = offset + blockLength;
    if (start + size > archive.length) {
      throw truncated(path, `${name} has ${size} bytes, ${archive.length - start} follow`);
    }
    if (regularFile.has(String.fromCharCode(header[156] ?? 0))) files.set(name, archive.subarray(start, start + size));
    offset = start + Math.ceil(size / blockLength) * blockLength;
  }
}

function nameOf(header: Uint8Array): string {
  const name = text(header.subarray(0, 100));
  const prefix = text(header.subarray(257, 262)) === 'ustar' ? text(header.subarray(345, 500)) : '';
  return prefix === '' ? name : `${prefix}/${name}`;
}

/** The checksum is the sum of the header's bytes, those of the checksum itself counted as spaces. */
function refuseWrongChecksum(header: Uint8Array, path: string, offset: number): void {
  const written = octal(header.subarray(148, 156));
  const sum = header.reduce((total, byte, i) => total + (i >= 148 && i < 156 ? 0x20 : byte), 0);
  if (sum !== written) {
    throw corrupt(path, `the header at byte ${offset} has the checksum ${sum}, it says ${written}`);
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
    message: `${path}: the archive is cut off: ${detail}`,
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
