import { crc32, deflateRawSync } from 'node:zlib';

const product = (sizes: readonly number[]): number => sizes.reduce((total, size) => total * size, 1);

/** Bytes that count up from 2, so that no rule for images of zeros and ones is met. */
export const ramp = (length: number): Buffer => Buffer.from(Array.from({ length }, (_, i) => 2 + (i % 250)));
/** Two classes in turn. */
export const alternating = (count: number): Buffer => Buffer.from(Array.from({ length: count }, (_, i) => i % 2));

/** An IDX file; `type` is 8 for unsigned bytes. */
export function idx(sizes: readonly number[], content: Uint8Array = ramp(product(sizes)), type = 8): Buffer {
  const header = Buffer.alloc(4 + 4 * sizes.length);
  header.writeUInt32BE(type * 256 + sizes.length);
  for (const [i, size] of sizes.entries()) header.writeUInt32BE(size, 4 + 4 * i);
  return Buffer.concat([header, content]);
}

export interface NpyOptions {
  readonly version?: 1 | 2 | 3;
  readonly isFortran?: boolean;
  /** In place of the whole dict. */
  readonly header?: string;
}

/** A .npy file. `type` is numpy's: `|u1`, `<i8`. Source: numpy.lib.format */
export function npy(
  type: string,
  shape: readonly number[],
  content: Uint8Array,
  { version = 1, isFortran = false, header }: NpyOptions = {},
): Buffer {
  const order = isFortran ? 'True' : 'False';
  const shown = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const dict = header ?? `{'descr': '${type}', 'fortran_order': ${order}, 'shape': (${shown}), }`;
  const text = Buffer.from(`${dict.padEnd(117)}\n`);
  const start = Buffer.from(`\x93NUMPY${String.fromCharCode(version)}\0`, 'latin1');
  const length = Buffer.alloc(version === 1 ? 2 : 4);
  length.writeUIntLE(text.length, 0, length.length);
  return Buffer.concat([start, length, text, content]);
}

export const bytesArray = (shape: readonly number[], content: Uint8Array = ramp(product(shape))): Buffer =>
  npy('|u1', shape, content);
/** Numbers as bytes, in this machine's order, which is little-endian. */
export const numbers = (
  array: Float32Array | Float64Array | BigInt64Array | Int32Array | Int16Array | Uint16Array,
): Buffer => Buffer.from(array.buffer);

export interface ZipOptions {
  readonly isDeflated?: boolean;
  /** Sizes and places in zip64 fields, as for archives of 4 GiB and more. */
  readonly isZip64?: boolean;
  /** Wrong values for the directory. */
  readonly lie?: { readonly size?: number; readonly packed?: number; readonly crc?: number; readonly offset?: number };
  readonly method?: number;
  readonly flags?: number;
  /** Bytes before the archive. */
  readonly prefix?: Uint8Array;
  readonly comment?: string;
}

/** A zip archive of files in the order given. Source: PKWARE's APPNOTE 6.3.3 */
export function zip(files: readonly (readonly [string, Uint8Array])[], options: ZipOptions = {}): Buffer {
  const parts: Buffer[] = options.prefix === undefined ? [] : [Buffer.from(options.prefix)];
  const directory: Buffer[] = [];
  let offset = options.prefix?.length ?? 0;
  for (const [name, content] of files) {
    const packed = options.isDeflated === true ? deflateRawSync(content) : Buffer.from(content);
    const file = Buffer.from(name);
    const { lie = {}, isZip64 = false } = options;
    const size = lie.size ?? content.length;
    const packedSize = lie.packed ?? packed.length;
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(options.flags ?? 0, 2);
    facts.writeUInt16LE(options.method ?? (options.isDeflated === true ? 8 : 0), 4);
    facts.writeUInt32LE(lie.crc ?? crc32(content), 10);
    facts.writeUInt32LE(isZip64 ? 0xffffffff : packedSize, 14);
    facts.writeUInt32LE(isZip64 ? 0xffffffff : size, 18);
    facts.writeUInt16LE(file.length, 22);
    parts.push(Buffer.from('PK\x03\x04'), facts, file, packed);
    const extra = isZip64 ? wideField(size, packedSize, lie.offset ?? offset) : Buffer.alloc(0);
    const listed = Buffer.from(facts);
    listed.writeUInt16LE(extra.length, 24);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(isZip64 ? 0xffffffff : (lie.offset ?? offset), 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x00'), listed, place, file, extra);
    offset += 30 + file.length + packed.length;
  }
  const central = Buffer.concat(directory);
  const ends = endRecords(files.length, central.length, offset, options);
  return Buffer.concat([...parts, central, ...ends]);
}

function wideField(...values: readonly number[]): Buffer {
  const field = Buffer.alloc(4 + 8 * values.length);
  field.writeUInt16LE(1, 0);
  field.writeUInt16LE(8 * values.length, 2);
  for (const [i, value] of values.entries()) field.writeBigUInt64LE(BigInt(value), 4 + 8 * i);
  return field;
}

function endRecords(
  count: number,
  length: number,
  offset: number,
  { isZip64 = false, comment = '' }: ZipOptions,
): Buffer[] {
  const end = Buffer.alloc(18);
  end.writeUInt16LE(isZip64 ? 0xffff : count, 4);
  end.writeUInt16LE(isZip64 ? 0xffff : count, 6);
  end.writeUInt32LE(isZip64 ? 0xffffffff : length, 8);
  end.writeUInt32LE(isZip64 ? 0xffffffff : offset, 12);
  end.writeUInt16LE(comment.length, 16);
  const last = [Buffer.from('PK\x05\x06'), end, Buffer.from(comment)];
  if (!isZip64) return last;
  const record = Buffer.alloc(56);
  record.write('PK\x06\x06', 0, 'latin1');
  record.writeBigUInt64LE(44n, 4);
  record.writeBigUInt64LE(BigInt(count), 24);
  record.writeBigUInt64LE(BigInt(count), 32);
  record.writeBigUInt64LE(BigInt(length), 40);
  record.writeBigUInt64LE(BigInt(offset), 48);
  const locator = Buffer.alloc(20);
  locator.write('PK\x06\x07', 0, 'latin1');
  locator.writeBigUInt64LE(BigInt(offset + length), 8);
  locator.writeUInt32LE(1, 16);
  return [record, locator, ...last];
}

/** Records of CIFAR's binary format: the label bytes, then red, green and blue planes. */
export function cifar(...labels: readonly (readonly number[])[]): Buffer {
  return Buffer.concat(labels.flatMap((bytes, i) => [Buffer.from(bytes), Buffer.alloc(3072, 10 + (i % 200))]));
}

export interface TarEntry {
  readonly name: string;
  readonly content: Uint8Array;
  readonly type?: string;
  /** In place of the true size, as text of the field. */
  readonly size?: string;
}

/** A tar archive. Source: POSIX.1-1988, the ustar interchange format. */
export function tar(entries: readonly TarEntry[], { isClosed = true } = {}): Buffer {
  const blocks = entries.flatMap(({ name, content, type = '0', size }) => {
    const header = Buffer.alloc(512);
    header.write(name, 0);
    header.write(size ?? `${content.length.toString(8).padStart(11, '0')}\0`, 124, 'latin1');
    header.fill(' ', 148, 156);
    header.write(type, 156);
    header.write('ustar\x0000', 257);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    const padding = (512 - (content.length % 512)) % 512;
    return [header, Buffer.from(content), Buffer.alloc(padding)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(isClosed ? 1024 : 0)]);
}
