import { fromHalfFloats } from './half-floats.ts';

/** The elements of an array; 64-bit integers stay exact, 16-bit floats become 32-bit ones. */
export type Elements =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | BigUint64Array
  | BigInt64Array
  | Float32Array
  | Float64Array;

const constructors = {
  b1: Uint8Array,
  u1: Uint8Array,
  i1: Int8Array,
  u2: Uint16Array,
  i2: Int16Array,
  u4: Uint32Array,
  i4: Int32Array,
  u8: BigUint64Array,
  i8: BigInt64Array,
  f2: Uint16Array,
  f4: Float32Array,
  f8: Float64Array,
} as const;

/**
 * Views bytes as elements of numpy's `type` (`f4`); half floats are copied. The bytes must start at a multiple of the
 * element's size, and their number must be one. Big-endian bytes are swapped in place. Errors: RangeError for an
 * unknown type.
 */
export function readElements(bytes: Uint8Array, type: string, isBigEndian: boolean): Elements {
  if (!isElementType(type)) throw new RangeError(`no elements of the type ${type}`);
  const size = Number(type.slice(1));
  if (isBigEndian && size > 1) swap(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), size);
  const Elements = constructors[type];
  const elements = new Elements(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.length / size);
  return type === 'f2' ? fromHalfFloats(elements as Uint16Array) : elements;
}

function isElementType(type: string): type is keyof typeof constructors {
  return Object.hasOwn(constructors, type);
}

function swap(bytes: Buffer, size: number): void {
  if (size === 2) bytes.swap16();
  else if (size === 4) bytes.swap32();
  else bytes.swap64();
}
