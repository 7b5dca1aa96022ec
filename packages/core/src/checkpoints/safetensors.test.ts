import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SweepdeckError } from '../errors/index.ts';
import { readSafetensors, writeSafetensors, type StoredTensor, type StoredTensors } from './index.ts';

const sample: StoredTensors = {
  'conv1/kernel': { dtype: 'F32', shape: [2, 1], values: Float32Array.of(1.5, -2) },
  labels: { dtype: 'U8', shape: [3], values: Uint8Array.of(7, 0, 255) },
  counts: { dtype: 'I32', shape: [], values: Int32Array.of(-5) },
};

/** A file with a header of the test's own. */
function fileWith(header: unknown, data: readonly number[], length?: bigint): Uint8Array {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const bytes = new Uint8Array(8 + text.length + data.length);
  new DataView(bytes.buffer).setBigUint64(0, length ?? BigInt(text.length), true);
  bytes.set(text, 8);
  bytes.set(data, 8 + text.length);
  return bytes;
}

function errorOf(action: () => unknown): SweepdeckError {
  try {
    action();
  } catch (error) {
    if (error instanceof SweepdeckError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

test('a file is what the format says, byte by byte', () => {
  const bytes = writeSafetensors({ w: { dtype: 'F32', shape: [1], values: Float32Array.of(1) } }, { a: 'b' });
  // 79 characters of JSON and one space; 1 is 0x3f800000.
  const header = '{"__metadata__":{"a":"b"},"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}} ';
  expect([...bytes]).toEqual([80, 0, 0, 0, 0, 0, 0, 0, ...new TextEncoder().encode(header), 0, 0, 0x80, 0x3f]);
});

test('a file that others wrote is read: any order, any padding, no metadata', () => {
  const header =
    '  {"b":{"dtype":"U8","shape":[2],"data_offsets":[4,6]},"a":{"dtype":"I32","shape":[1,1],"data_offsets":[0,4]}}   ';
  const { tensors, metadata } = readSafetensors(fileWith(header, [254, 255, 255, 255, 9, 8]));
  expect(tensors).toEqual({
    a: { dtype: 'I32', shape: [1, 1], values: Int32Array.of(-2) },
    b: { dtype: 'U8', shape: [2], values: Uint8Array.of(9, 8) },
  });
  expect(metadata).toEqual({});
});

test('an empty file of no tensors is one', () => {
  expect(readSafetensors(writeSafetensors({}))).toEqual({ tensors: {}, metadata: {} });
});

const shape = fc.array(fc.nat({ max: 4 }), { maxLength: 4 });
const tensor = fc
  .tuple(shape, fc.constantFrom('F32', 'I32', 'U8'), fc.infiniteStream(fc.integer()))
  .map(([dimensions, dtype, numbers]): StoredTensor => {
    const size = dimensions.reduce((product, n) => product * n, 1);
    const drawn = Array.from({ length: size }, () => numbers.next().value);
    if (dtype === 'F32') return { dtype, shape: dimensions, values: Float32Array.from(drawn, (n) => n / 7) };
    if (dtype === 'I32') return { dtype, shape: dimensions, values: Int32Array.from(drawn) };
    return { dtype: 'U8', shape: dimensions, values: Uint8Array.from(drawn) };
  });
const name = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !text.startsWith('__'));

test('what is written is read again, at any offset of the memory', () => {
  fc.assert(
    fc.property(
      fc.dictionary(name, tensor, { maxKeys: 5 }),
      fc.dictionary(name, fc.string({ unit: 'grapheme' }), { maxKeys: 3 }),
      fc.nat({ max: 9 }),
      (tensors, metadata, offset) => {
        const bytes = writeSafetensors(tensors, metadata);
        const moved = new Uint8Array(bytes.length + offset);
        moved.set(bytes, offset);
        const read = readSafetensors(moved.subarray(offset));
        expect({ ...read.tensors }).toEqual({ ...tensors });
        expect({ ...read.metadata }).toEqual({ ...metadata });
      },
    ),
    { seed: 11, numRuns: 200 },
  );
});

test('NaN, infinities and the sign of zero survive', () => {
  const values = Float32Array.of(Number.NaN, Infinity, -Infinity, -0, 1e-45);
  const { tensors } = readSafetensors(writeSafetensors({ a: { dtype: 'F32', shape: [5], values } }));
  expect(tensors['a']?.values).toEqual(values);
});

test('the same tensors in another order are the same bytes', () => {
  const reversed = Object.fromEntries(Object.entries(sample).toReversed());
  expect(writeSafetensors(reversed)).toEqual(writeSafetensors(sample));
});

test('a file cut anywhere is called truncated', () => {
  const bytes = writeSafetensors(sample, { seed: '3' });
  for (let length = 0; length < bytes.length; length++)
    expect([length, errorOf(() => readSafetensors(bytes.subarray(0, length))).code]).toEqual([
      length,
      'checkpoint-truncated',
    ]);
});

const f32 = (begin: number, end: number, size: number) => ({ dtype: 'F32', shape: [size], data_offsets: [begin, end] });

test.each<readonly [what: string, bytes: Uint8Array, reason: RegExp]>([
  ['a header that is too long', fileWith('{}', [], 1n << 40n), /header would be 1099511627776 bytes/],
  ['no JSON', fileWith('{"a"', []), /not JSON/],
  ['another JSON', fileWith('[]', []), /not an object/],
  ['metadata that are no texts', fileWith({ __metadata__: { a: 1 } }, []), /metadata/],
  ['an unknown type', fileWith({ a: { dtype: 'F64', shape: [1], data_offsets: [0, 8] } }, []), /tensor a has no dtype/],
  ['a negative size', fileWith({ a: { dtype: 'F32', shape: [-1], data_offsets: [0, 4] } }, []), /tensor a/],
  ['a wrong size', fileWith({ a: f32(0, 4, 2) }, [0, 0, 0, 0]), /bytes 0 to 4; F32 of shape \[2\] takes 8/],
  ['offsets in the wrong order', fileWith({ a: f32(4, 0, 1) }, [0, 0, 0, 0]), /bytes 4 to 0/],
  ['an overlap', fileWith({ a: f32(0, 4, 1), b: f32(0, 4, 1) }, [0, 0, 0, 0]), /tensor b begins at byte 0; expected 4/],
  ['a gap', fileWith({ a: f32(4, 8, 1) }, [0, 0, 0, 0, 0, 0, 0, 0]), /begins at byte 4; expected 0/],
  ['more bytes than tensors', fileWith({ a: f32(0, 4, 1) }, [0, 0, 0, 0, 1]), /1 bytes follow/],
])('%s is refused', (_what, bytes, reason) => {
  const error = errorOf(() => readSafetensors(bytes, 'x.safetensors'));
  expect(error.code).toBe('checkpoint-invalid');
  expect(error.message).toMatch(reason);
  expect(error.message).toContain('x.safetensors');
});

test('values that do not fill their shape, and the name of the metadata, are not written', () => {
  expect(() => writeSafetensors({ a: { dtype: 'F32', shape: [2], values: Float32Array.of(1) } })).toThrow(
    /do not fill/,
  );
  expect(() => writeSafetensors({ __metadata__: { dtype: 'U8', shape: [0], values: new Uint8Array(0) } })).toThrow();
});
