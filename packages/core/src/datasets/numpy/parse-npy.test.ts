import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import golden from '../../../test/golden/numpy-files.golden.json' with { type: 'json' };
import { parseNpy } from './parse-npy.ts';

const folder = new URL('../../../test/golden/numpy-files/', import.meta.url);
const read = (name: string): Promise<Buffer> => readFile(new URL(`${name}.npy`, folder));
const { npz: _, ...arrays } = golden;

test.each(Object.entries(arrays))('reads what numpy wrote: %s', async (name, { type, shape, values }) => {
  const array = parseNpy(await read(name), name, 'images');
  expect({ type: array.type, shape: array.shape }).toEqual({ type, shape });
  expect(Array.from(array.values, Number)).toEqual(values);
});

test('reads arrays that do not start at a whole multiple of their element size', async () => {
  const file = await read('float32');
  const shifted = new Uint8Array(file.length + 1);
  shifted.set(file, 1);
  const array = parseNpy(shifted.subarray(1), 'shifted', 'images');
  expect(Array.from(array.values, Number)).toEqual(golden.float32.values);
});

test('reads half floats, in both byte orders', async () => {
  const halves = await read('half');
  expect(parseNpy(halves, 'half', 'images')).toMatchObject({ type: 'f2', values: Float32Array.of(0, 0) });
  const [little, big] = [Buffer.from(halves), Buffer.from(halves.toString('latin1').replace('<f2', '>f2'), 'latin1')];
  little.writeUInt16LE(0x3c00, little.length - 2);
  big.writeUInt16BE(0x3c00, big.length - 2);
  for (const file of [little, big]) expect([...parseNpy(file, 'half', 'images').values]).toEqual([0, 1]);
});

const good = await read('uint8');
/** The good file with one part of its header replaced by another of the same length. */
function withHeader(from: string, to: string): Uint8Array {
  return Buffer.from(good.toString('latin1').replace(from, to.padEnd(from.length)), 'latin1');
}

test.each([
  ['an empty file', Buffer.alloc(0), 'dataset-truncated', /0 bytes, too short for a header/],
  ['a few bytes', good.subarray(0, 9), 'dataset-truncated', /9 bytes, too short/],
  ['half a header', good.subarray(0, 60), 'dataset-truncated', /60 bytes, the header alone has 128/],
  [
    'missing elements',
    good.subarray(0, -1),
    'dataset-truncated',
    /2 x 3 x 4 x 3 elements of 1 bytes = 72 bytes, 71 fol/,
  ],
  ['extra bytes', Buffer.concat([good, Buffer.alloc(3)]), 'dataset-trailing-bytes', /= 72 bytes, 75 follow/],
  ['another format', Buffer.from('PK\x03\x04 and so on'), 'dataset-wrong-magic', /504b0304.*expected 934e554d5059/],
  [
    'an unknown version',
    Buffer.concat([good.subarray(0, 6), Buffer.from([9, 0]), good.subarray(8)]),
    'dataset-corrupt-npy',
    /version is 9\.0/,
  ],
  ['no descr', withHeader("'descr'", "'descx'"), 'dataset-corrupt-npy', /no descr/],
  ['no order', withHeader('fortran_order', 'fortran_x'), 'dataset-corrupt-npy', /no fortran_order/],
  ['no shape', withHeader('(2, 3, 4, 3)', '[2]'), 'dataset-corrupt-npy', /no shape/],
  ['objects', await read('objects'), 'dataset-object-array', /Python objects \(dtype \|O\)/],
  ['records', await read('structured'), 'dataset-unsupported-dtype', /dtype is \[\(a, <f4/],
  ['complex numbers', await read('complex'), 'dataset-unsupported-dtype', /dtype is <c8/],
  ['floats of 128 bits', withHeader("'|u1'", "'<f16'"), 'dataset-unsupported-dtype', /dtype is <f16/],
])('refuses %s', (_what, file, code, message) => {
  expect(() => parseNpy(file, 'a.npy', 'images')).toThrow(
    expect.objectContaining({ code, message: expect.stringMatching(message), hint: expect.stringMatching(/\w/) }),
  );
  expect(() => parseNpy(file, 'a.npy', 'images')).toThrow(/^a\.npy: /);
});

test.each([
  ['text', withHeader("'|u1'", "'<U3'"), /numpy\.unique\(labels, return_inverse=True\)/],
  ['objects', await read('objects'), /numpy\.unique\(labels\.astype\('str'\), return_inverse=True\)/],
  ['complex numbers', await read('complex'), /labels\.astype\('uint8'\)/],
])('%s as labels are told how labels are saved', (_what, file, hint) => {
  expect(() => parseNpy(file, 'a.npy', 'labels')).toThrow(
    expect.objectContaining({ hint: expect.stringMatching(hint) }),
  );
});
