import { SweepdeckError } from '../../errors/index.ts';
import type { RegularFile } from '../../files/index.ts';
import { toDatasetError } from '../bytes/to-dataset-error.ts';
import { corruptZip } from './zip-errors.ts';

export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly crc: number;
  readonly compressedSize: number;
  readonly size: number;
  /** Place of the local header before the content. */
  readonly offset: number;
}

const signatures = {
  entry: 0x04034b50,
  directory: 0x02014b50,
  end: 0x06054b50,
  end64: 0x06064b50,
  locator: 0x07064b50,
};
const endLength = 22;
const locatorLength = 20;
/** A directory of this size lists 300,000 arrays. */
const maxDirectoryBytes = 32 * 1024 * 1024;
/** Marks a value that does not fit into 32 bits and is in a zip64 field instead. */
const inZip64 = 0xffffffff;

/**
 * Reads the central directory of a zip or zip64 archive. Errors: `dataset-wrong-magic`, `dataset-truncated`,
 * `dataset-corrupt-zip`, `dataset-unreadable`.
 */
export async function readZipDirectory(file: RegularFile, path: string): Promise<ZipEntry[]> {
  const read = async (position: number, length: number): Promise<DataView> => {
    const bytes = new Uint8Array(Math.max(0, Math.min(length, file.size - position)));
    const found = await file.read(bytes, position).catch((cause: unknown) => {
      throw toDatasetError(cause, path);
    });
    return new DataView(bytes.buffer, 0, found);
  };
  refuseOtherFormat(await read(0, 4), path);
  const tailStart = Math.max(0, file.size - endLength - 0xffff - locatorLength);
  const tail = await read(tailStart, file.size - tailStart);
  const end = findEnd(tail, path);
  const { offset, length, count } = await locate(tail, end, read, path);
  if (length > maxDirectoryBytes || offset + length > tailStart + end) {
    throw corruptZip(path, `the directory should have ${length} bytes from byte ${offset}, which is impossible`);
  }
  return readEntries(await read(offset, length), count, offset, path);
}

interface DirectoryPlace {
  readonly offset: number;
  readonly length: number;
  readonly count: number;
}

type Read = (position: number, length: number) => Promise<DataView>;

/** Finds the directory. A zip64 archive has its numbers in a record that a locator before the end record points to. */
async function locate(tail: DataView, end: number, read: Read, path: string): Promise<DirectoryPlace> {
  const place = {
    count: tail.getUint16(end + 10, true),
    length: tail.getUint32(end + 12, true),
    offset: tail.getUint32(end + 16, true),
  };
  if (place.count !== 0xffff && place.length !== inZip64 && place.offset !== inZip64) return place;
  const locator = end - locatorLength;
  if (locator < 0 || tail.getUint32(locator, true) !== signatures.locator) return place;
  const position = Number(tail.getBigUint64(locator + 8, true));
  const record = await read(position, 56);
  if (record.byteLength < 56 || record.getUint32(0, true) !== signatures.end64) {
    throw corruptZip(path, `the zip64 record is not where it should be, at byte ${position}`);
  }
  return {
    count: Number(record.getBigUint64(32, true)),
    length: Number(record.getBigUint64(40, true)),
    offset: Number(record.getBigUint64(48, true)),
  };
}

function readEntries(view: DataView, count: number, start: number, path: string): ZipEntry[] {
  const entries: ZipEntry[] = [];
  let offset = 0;
  for (let i = 0; i < count; i++) {
    if (offset + 46 > view.byteLength || view.getUint32(offset, true) !== signatures.directory) {
      throw corruptZip(path, `entry ${i} of the directory is not where it should be, at byte ${start + offset}`);
    }
    const nameLength = view.getUint16(offset + 28, true);
    const extraLength = view.getUint16(offset + 30, true);
    const extraStart = offset + 46 + nameLength;
    if (extraStart + extraLength > view.byteLength) {
      throw corruptZip(path, `entry ${i} of the directory is longer than the directory`);
    }
    const name = new TextDecoder().decode(new Uint8Array(view.buffer, offset + 46, nameLength));
    entries.push({
      name,
      isEncrypted: (view.getUint16(offset + 8, true) & 1) === 1,
      method: view.getUint16(offset + 10, true),
      crc: view.getUint32(offset + 16, true),
      ...readSizes(view, offset, new DataView(view.buffer, extraStart, extraLength), `${path}: ${name}`),
    });
    offset = extraStart + extraLength + view.getUint16(offset + 32, true);
  }
  return entries;
}

/**
 * Reads the sizes and the offset of an entry. Values that do not fit into 32 bits follow in a zip64 field, in this
 * order.
 */
function readSizes(
  view: DataView,
  offset: number,
  extra: DataView,
  from: string,
): Pick<ZipEntry, 'size' | 'compressedSize' | 'offset'> {
  const numbers = [24, 20, 42].map((place) => view.getUint32(offset + place, true));
  const wide = numbers.includes(inZip64) ? zip64Field(extra) : undefined;
  let next = 0;
  const [size = 0, compressedSize = 0, start = 0] = numbers.map((number) => {
    if (number !== inZip64) return number;
    if (wide === undefined || next + 8 > wide.byteLength)
      throw corruptZip(from, 'its zip64 field is missing or too short');
    next += 8;
    return Number(wide.getBigUint64(next - 8, true));
  });
  return { size, compressedSize, offset: start };
}

function zip64Field(extra: DataView): DataView | undefined {
  for (let place = 0; place + 4 <= extra.byteLength;) {
    const length = extra.getUint16(place + 2, true);
    if (place + 4 + length > extra.byteLength) return undefined;
    if (extra.getUint16(place, true) === 1) return new DataView(extra.buffer, extra.byteOffset + place + 4, length);
    place += 4 + length;
  }
  return undefined;
}

function refuseOtherFormat(start: DataView, path: string): void {
  if (start.byteLength === 4 && [signatures.entry, signatures.end].includes(start.getUint32(0, true))) return;
  const found = Buffer.from(start.buffer, 0, start.byteLength).toString('hex');
  throw new SweepdeckError({
    code: 'dataset-wrong-magic',
    message: `${path}: starts with ${found || 'nothing'}; expected 504b0304 (a zip archive)`,
    hint: 'save the arrays with numpy.savez or numpy.savez_compressed; a .npy file is read with name: npy',
  });
}

/** Finds the end record: the last thing in the file, except for a comment of up to 65,535 bytes. */
function findEnd(tail: DataView, path: string): number {
  for (let offset = tail.byteLength - endLength; offset >= 0; offset--) {
    if (tail.getUint32(offset, true) === signatures.end) return offset;
  }
  throw new SweepdeckError({
    code: 'dataset-truncated',
    message: `${path}: the archive is truncated: its directory, which is at the end, is missing`,
    hint: 'save, copy or download the file again',
  });
}
