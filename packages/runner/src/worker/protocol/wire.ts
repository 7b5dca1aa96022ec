import { nonFiniteName } from '../../records/non-finite-json.ts';

/**
 * A task or a message as text. Bytes such as kept weights travel separately: base64 would make them a third larger,
 * and one string cannot hold half a gigabyte.
 */
export interface Wire {
  /** JSON in which `{"$number":"NaN"}` is a number that JSON lacks and `{"$bytes":0}` the first entry of `bytes`. */
  readonly text: string;
  readonly bytes: readonly Uint8Array[];
}

/**
 * Encodes plain data.
 * @throws TypeError for shared memory, functions and instances of classes
 */
export function encodeWire(value: unknown): Wire {
  const bytes: Uint8Array[] = [];
  return { text: JSON.stringify(toPlain(value, bytes)), bytes };
}

/** Decodes what `encodeWire` encoded. The caller names the type. */
export function decodeWire<Value>({ text, bytes }: Wire): Value {
  const plain: unknown = JSON.parse(text);
  return (text.includes('"$') ? fromPlain(plain, bytes) : plain) as Value;
}

/** Converts a value to JSON data. Keys that look like a tag get an extra `$`. */
function toPlain(value: unknown, bytes: Uint8Array[]): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') {
    const name = Object.is(value, -0) ? '-0' : nonFiniteName(value);
    return name === undefined ? value : { $number: name };
  }
  if (value instanceof Uint8Array && value.buffer instanceof ArrayBuffer) return { $bytes: bytes.push(value) - 1 };
  if (Array.isArray(value)) return value.map((item) => toPlain(item, bytes));
  if (!isRecord(value)) throw new TypeError(`saw ${Object.prototype.toString.call(value)}; expected plain data`);
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) =>
      member === undefined ? [] : [[key.startsWith('$') ? `$${key}` : key, toPlain(member, bytes)]],
    ),
  );
}

function fromPlain(plain: unknown, bytes: readonly Uint8Array[]): unknown {
  if (Array.isArray(plain)) return plain.map((item) => fromPlain(item, bytes));
  if (!isRecord(plain)) return plain;
  if ('$number' in plain) return Number(plain['$number']);
  if ('$bytes' in plain) {
    const found = bytes[Number(plain['$bytes'])];
    if (found === undefined) throw new TypeError(`saw ${bytes.length} byte arrays; the text refers to one more`);
    return found;
  }
  return Object.fromEntries(
    Object.entries(plain).map(([key, member]) => [key.startsWith('$') ? key.slice(1) : key, fromPlain(member, bytes)]),
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
