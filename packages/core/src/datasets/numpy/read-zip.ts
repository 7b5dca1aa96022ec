import { promisify } from 'node:util';
import { crc32, inflateRaw } from 'node:zlib';
import { SweepdeckError } from '../../errors/index.ts';

const signatures = { entry: 0x04034b50, directory: 0x02014b50, end: 0x06054b50 };
const endLength = 22;
const stored = 0;
const deflated = 8;

interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly crc: number;
  readonly compressedSize: number;
  readonly size: number;
  readonly offset: number;
}

/** The files of a zip archive: their names, and each unpacked when it is asked for. */
export interface ZipFiles {
  readonly names: readonly string[];
  /** Undefined when there is no such file. */
  readonly read: (name: string) => Promise<Uint8Array | undefined>;
}

/**
 * Opens a zip archive with stored and deflated files, as numpy.savez and savez_compressed write it. Sizes come from the
 * central directory, for numpy leaves those before each file to a zip64 field.
 * Errors: `dataset-wrong-magic`, `dataset-truncated`, `dataset-corrupt-zip`, `dataset-unsupported-zip` (encrypted, zip64 or
 * another compression). Source: PKWARE's APPNOTE 6.3.3
 */
export function openZip(file: Uint8Array, path: string): ZipFiles {
  const entries = new Map(readDirectory(file, path).map((entry) => [entry.name, entry]));
  return {
    names: [...entries.keys()],
    read: async (name) => {
      const entry = entries.get(name);
      return entry === undefined ? undefined : unpack(file, path, entry);
    },
  };
}

function readDirectory(file: Uint8Array, path: string): ZipEntry[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const end = findEnd(view, path);
  const count = view.getUint16(end + 10, true);
  let offset = view.getUint32(end + 16, true);
  if (count === 0xffff || offset === 0xffffffff) throw unsupported(path, 'it is a zip64 archive');
  const entries: ZipEntry[] = [];
  for (let i = 0; i < count; i++) {
    if (offset + 46 > end || view.getUint32(offset, true) !== signatures.directory) {
      throw corrupt(path, `entry ${i} of the directory is not where it should be, at byte ${offset}`);
    }
    const nameLength = view.getUint16(offset + 28, true);
    const name = new TextDecoder().decode(file.subarray(offset + 46, offset + 46 + nameLength));
    const entry = {
      name,
      isEncrypted: (view.getUint16(offset + 8, true) & 1) === 1,
      method: view.getUint16(offset + 10, true),
      crc: view.getUint32(offset + 16, true),
      compressedSize: view.getUint32(offset + 20, true),
      size: view.getUint32(offset + 24, true),
      offset: view.getUint32(offset + 42, true),
    };
    if ([entry.compressedSize, entry.size, entry.offset].includes(0xffffffff)) {
      throw unsupported(path, `${name} has the size of zip64, 4 GiB or more`);
    }
    entries.push(entry);
    offset += 46 + nameLength + view.getUint16(offset + 30, true) + view.getUint16(offset + 32, true);
  }
  return entries;
}

/** The end record is the last thing in the file, but for a comment of up to 65,535 bytes. */
function findEnd(view: DataView, path: string): number {
  if (view.byteLength < 4 || ![signatures.entry, signatures.end].includes(view.getUint32(0, true))) {
    const start = Buffer.from(view.buffer as ArrayBuffer, view.byteOffset, Math.min(4, view.byteLength)).toString(
      'hex',
    );
    throw new SweepdeckError({
      code: 'dataset-wrong-magic',
      message: `${path}: starts with ${start || 'nothing'}, expected 504b0304 (a zip archive)`,
      hint: 'save the arrays with numpy.savez or numpy.savez_compressed; a .npy file is read with name: npy',
    });
  }
  const last = view.byteLength - endLength;
  for (let offset = last; offset >= Math.max(0, last - 0xffff); offset--) {
    if (view.getUint32(offset, true) === signatures.end) return offset;
  }
  throw new SweepdeckError({
    code: 'dataset-truncated',
    message: `${path}: the archive is cut off: its directory, which stands at the end, is missing`,
    hint: 'save, copy or download the file again',
  });
}

async function unpack(file: Uint8Array, path: string, entry: ZipEntry): Promise<Uint8Array> {
  const { name, method, size, compressedSize } = entry;
  if (entry.isEncrypted) throw unsupported(path, `${name} is encrypted`);
  if (method !== stored && method !== deflated) throw unsupported(path, `${name} is compressed by method ${method}`);
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (entry.offset + 30 > file.length || view.getUint32(entry.offset, true) !== signatures.entry) {
    throw corrupt(path, `${name} is not where the directory says, at byte ${entry.offset}`);
  }
  const nameLength = view.getUint16(entry.offset + 26, true);
  const start = entry.offset + 30 + nameLength + view.getUint16(entry.offset + 28, true);
  const packed = file.subarray(start, start + compressedSize);
  const content = method === stored ? packed : await inflate(packed, size, path, name);
  if (content.length !== size) throw corrupt(path, `${name} has ${content.length} bytes, the directory says ${size}`);
  if (crc32(content) !== entry.crc) throw corrupt(path, `the checksum of ${name} is wrong`);
  return content;
}

async function inflate(packed: Uint8Array, size: number, path: string, name: string): Promise<Uint8Array> {
  try {
    // The bound keeps a small file that unpacks to a huge one from filling the memory.
    return await promisify(inflateRaw)(packed, { maxOutputLength: Math.max(1, size) });
  } catch (cause) {
    throw corrupt(path, `${name} cannot be unpacked: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}

function corrupt(path: string, detail: string): SweepdeckError {
  return new SweepdeckError({
    code: 'dataset-corrupt-zip',
    message: `${path}: ${detail}`,
    hint: 'save, copy or download the file again',
  });
}

function unsupported(path: string, detail: string): SweepdeckError {
  return new SweepdeckError({
    code: 'dataset-unsupported-zip',
    message: `${path}: ${detail}, which is not read; expected files below 4 GiB, stored or deflated`,
    hint: "save the images as uint8 (images.astype('uint8')), or each array with numpy.save and use name: npy",
  });
}
