import { execFileSync } from 'node:child_process';
import { symlink } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { alternating, bytesArray, npy, numbers, ramp } from './binary-files.ts';
import {
  images,
  labels,
  accepted,
  floats,
  spread,
  inNpy,
  whole,
  withHeader,
  dict,
  truncated,
  corrupt,
  dtype,
  shape,
  magic,
  tooLarge,
  trailing,
  unreadable,
} from './numpy-files.ts';
import { testOddFiles } from './odd-file.ts';

testOddFiles([
  // .npy: what is read.
  { what: 'npy: unsigned bytes', write: inNpy(images), expected: accepted },
  { what: 'npy: format 2.0', write: inNpy(npy('|u1', [20, 2, 3], ramp(120), { version: 2 })), expected: accepted },
  { what: 'npy: format 3.0', write: inNpy(npy('|u1', [20, 2, 3], ramp(120), { version: 3 })), expected: accepted },
  { what: 'npy: gzipped', write: inNpy(gzipSync(images), gzipSync(labels)), expected: accepted },
  {
    what: 'npy: 16-bit integers',
    write: inNpy(npy('<i2', [20, 2, 3], numbers(Int16Array.from(ramp(120))))),
    expected: accepted,
  },
  {
    what: 'npy: 32-bit integers',
    write: inNpy(npy('<i4', [20, 2, 3], numbers(Int32Array.from(ramp(120))))),
    expected: accepted,
  },
  {
    what: 'npy: big-endian 16-bit integers',
    write: inNpy(npy('>i2', [20, 2, 3], numbers(Int16Array.from(ramp(120))).swap16())),
    expected: accepted,
  },
  {
    what: 'npy: 64-bit labels',
    write: inNpy(images, npy('<i8', [20], numbers(BigInt64Array.from([...alternating(20)].map(BigInt))))),
    expected: accepted,
  },
  { what: 'npy: a column of labels', write: inNpy(images, npy('|u1', [20, 1], alternating(20))), expected: accepted },
  { what: 'npy: labels of dtype bool', write: inNpy(images, npy('|b1', [20], alternating(20))), expected: accepted },
  {
    what: 'npy: one-hot labels',
    write: inNpy(images, npy('|u1', [20, 2], Buffer.from([...alternating(20)].flatMap((label) => [1 - label, label])))),
    expected: accepted,
  },
  {
    what: 'npy: one-hot labels of floats',
    write: inNpy(images, npy('<f4', [20, 2], floats([...alternating(20)].flatMap((label) => [1 - label, label])))),
    expected: accepted,
  },
  { what: 'npy: a channel', write: inNpy(bytesArray([20, 2, 3, 1])), expected: accepted },
  { what: 'npy: four channels', write: inNpy(bytesArray([20, 2, 3, 4])), expected: { ...accepted, shape: [2, 3, 4] } },
  { what: 'npy: two channels', write: inNpy(bytesArray([20, 2, 3, 2])), expected: { ...accepted, shape: [2, 3, 2] } },
  {
    what: 'npy: Fortran order',
    write: inNpy(npy('|u1', [20, 2, 3], ramp(120), { isFortran: true })),
    expected: { ...accepted, pixels: [2, 42, 82, 22, 62, 102] },
  },
  {
    what: 'npy: floats from 0 to 1',
    write: inNpy(npy('<f4', [20, 2, 3], floats([1, ...spread.slice(1)]))),
    expected: { ...accepted, pixels: [255, 2, 4] },
  },
  {
    what: 'npy: floats from 0 to 255',
    write: inNpy(npy('<f4', [20, 2, 3], floats([...ramp(120)]))),
    expected: accepted,
  },
  {
    what: 'npy: 64-bit floats from 0 to 255',
    write: inNpy(npy('<f8', [20, 2, 3], numbers(Float64Array.from(ramp(120))))),
    expected: accepted,
  },
  {
    what: 'npy: big-endian floats',
    write: inNpy(npy('>f4', [20, 2, 3], floats([...ramp(120)]).swap32())),
    expected: accepted,
  },
  {
    what: 'npy: minus zero',
    write: inNpy(npy('<f4', [20, 2, 3], floats([-0, ...ramp(119)]))),
    expected: { ...accepted, pixels: [0, 2, 3] },
  },
  {
    what: 'npy: a header in double quotes is not numpy’s',
    write: inNpy(withHeader('{"descr": "|u1", "fortran_order": False, "shape": (20, 2, 3), }')),
    expected: corrupt(/has no descr/),
  },
  { what: 'npy: a header with long integers of Python 2', write: inNpy(dict('(20L, 2L, 3L)')), expected: accepted },
  {
    what: 'npy: a header without spaces',
    write: inNpy(withHeader("{'descr':'|u1','fortran_order':False,'shape':(20,2,3)}")),
    expected: accepted,
  },
  {
    what: 'npy: its keys in another order',
    write: inNpy(withHeader("{'shape': (20, 2, 3), 'fortran_order': False, 'descr': '|u1'}")),
    expected: accepted,
  },
  {
    what: 'npy: a link to a file',
    write: async (place) => {
      const config = await inNpy(images)(place);
      await symlink(place.at('x.npy'), place.at('link'));
      return { ...config, images_path: place.at('link') };
    },
    expected: accepted,
  },
  // .npy: headers.
  { what: 'npy: an empty file', write: inNpy(Buffer.alloc(0)), expected: truncated(/0 bytes, too short for a header/) },
  {
    what: 'npy: six bytes',
    write: inNpy(images.subarray(0, 6)),
    expected: truncated(/6 bytes, too short for a header/),
  },
  {
    what: 'npy: format 2.0 cut off in its length',
    write: inNpy(npy('|u1', [20, 2, 3], ramp(120), { version: 2 }).subarray(0, 11)),
    expected: truncated(/11 bytes, too short for a header/),
  },
  {
    what: 'npy: half a header',
    write: inNpy(images.subarray(0, 64)),
    expected: truncated(/64 bytes, the header alone has 128/),
  },
  {
    what: 'npy: a header of 4 GiB',
    write: inNpy(Buffer.concat([Buffer.from('\x93NUMPY\x02\0\xff\xff\xff\xff', 'latin1'), ramp(120)])),
    expected: truncated(/the header alone has 4294967307/),
  },
  {
    what: 'npy: a header of 2 MiB',
    write: inNpy(npy('|u1', [], Buffer.alloc(0), { version: 2, header: ' '.repeat(2 ** 21) })),
    expected: corrupt(/the header has 2097153 bytes; expected at most 1048576/),
  },
  {
    what: 'npy: zipped, a header of 4 GiB',
    write: inNpy(gzipSync(Buffer.concat([Buffer.from('\x93NUMPY\x02\0\xff\xff\xff\xff', 'latin1'), ramp(120)]))),
    expected: truncated(/at most \d+ bytes, the header alone/),
  },
  {
    what: 'npy: format 0.0',
    write: inNpy(Buffer.concat([Buffer.from('\x93NUMPY\0\0', 'latin1'), Buffer.alloc(100)])),
    expected: corrupt(/format version is 0\.0/),
  },
  {
    what: 'npy: format 4.0',
    write: inNpy(Buffer.concat([Buffer.from('\x93NUMPY\x04\0', 'latin1'), Buffer.alloc(100)])),
    expected: corrupt(/format version is 4\.0/),
  },
  { what: 'npy: an empty header', write: inNpy(withHeader('')), expected: corrupt(/has no descr/) },
  { what: 'npy: a header of zeros', write: inNpy(withHeader('\0'.repeat(100))), expected: corrupt(/has no descr/) },
  {
    what: 'npy: no shape',
    write: inNpy(withHeader("{'descr': '|u1', 'fortran_order': False}")),
    expected: corrupt(/has no shape/),
  },
  { what: 'npy: a negative shape', write: inNpy(dict('(-20, 2, 3)')), expected: corrupt(/has no shape/) },
  { what: 'npy: a shape of floats', write: inNpy(dict('(20.0, 2, 3)')), expected: corrupt(/has no shape/) },
  { what: 'npy: a shape that is a list', write: inNpy(dict('[20, 2, 3]')), expected: corrupt(/has no shape/) },
  {
    what: 'npy: an order that is a number',
    write: inNpy(dict('(20, 2, 3)', "'|u1'", '0')),
    expected: corrupt(/has no fortran_order/),
  },
  {
    what: 'npy: a shape beyond all memory',
    write: inNpy(dict('(1000000, 100000, 100000)')),
    expected: truncated(/= 10000000000000000 bytes, 120 follow/),
  },
  {
    what: 'npy: a shape beyond all numbers',
    write: inNpy(dict(`(${'9'.repeat(400)}, 2)`)),
    expected: truncated(/Infinity bytes, 120 follow/),
  },
  {
    what: 'npy: zipped, a shape that no such small file can hold',
    write: inNpy(gzipSync(dict('(1000000, 100, 100)'))),
    expected: truncated(/at most \d+ can follow in a packed file/),
  },
  {
    what: 'npy: objects',
    write: inNpy(dict('(20,)', "'|O'")),
    expected: { code: 'dataset-object-array', message: /Python objects/ },
  },
  {
    what: 'npy: text labels',
    write: inNpy(images, npy('<U3', [20], Buffer.alloc(240))),
    expected: dtype(/dtype is <U3/),
  },
  {
    what: 'npy: bytes labels',
    write: inNpy(images, npy('|S3', [20], Buffer.alloc(60))),
    expected: dtype(/dtype is \|S3/),
  },
  {
    what: 'npy: floats of 128 bits',
    write: inNpy(npy('<f16', [20, 2, 3], ramp(1920))),
    expected: dtype(/dtype is <f16/),
  },
  { what: 'npy: complex numbers', write: inNpy(npy('<c8', [20, 2, 3], ramp(960))), expected: dtype(/dtype is <c8/) },
  { what: 'npy: dates', write: inNpy(npy('<M8[ns]', [20, 2, 3], ramp(960))), expected: dtype(/dtype is <M8/) },
  {
    what: 'npy: records',
    write: inNpy(dict('(20,)', "[('r', '|u1'), ('g', '|u1')]")),
    expected: dtype(/dtype is \[\(r/),
  },
  { what: 'npy: an .npz under the name .npy', write: inNpy(whole), expected: magic(/starts with 504b0304/) },
  {
    what: 'npy: a pickle',
    write: inNpy(Buffer.from('\x80\x04\x95\0\0\0\0\0\0\0\0', 'latin1')),
    expected: magic(/starts with 80049500/),
  },
  { what: 'npy: text', write: inNpy(Buffer.from('1,2,3\n')), expected: magic(/starts with 312c322c330a/) },
  // .npy: content.
  {
    what: 'npy: one element missing',
    write: inNpy(images.subarray(0, -1)),
    expected: truncated(/20 x 2 x 3 elements of 1 bytes = 120 bytes, 119 follow/),
  },
  {
    what: 'npy: one element too many',
    write: inNpy(Buffer.concat([images, Buffer.alloc(1)])),
    expected: trailing(/= 120 bytes, 121 follow/),
  },
  {
    what: 'npy: half a float',
    write: inNpy(npy('<f4', [20, 2, 3], ramp(478))),
    expected: truncated(/= 480 bytes, 478 follow/),
  },
  {
    what: 'npy: a bomb behind good data',
    write: inNpy(gzipSync(Buffer.concat([images, Buffer.alloc(20_000_000)]))),
    expected: trailing(/at least 65656 follow/),
  },
  { what: 'npy: flat images', write: inNpy(bytesArray([20, 6])), expected: shape(/shape is \[20, 6\]/) },
  { what: 'npy: channels first', write: inNpy(bytesArray([20, 3, 8, 8])), expected: shape(/shape is \[20, 3, 8, 8\]/) },
  { what: 'npy: five dimensions', write: inNpy(bytesArray([20, 1, 2, 3, 1])), expected: shape(/\[20, 1, 2, 3, 1\]/) },
  { what: 'npy: a scalar', write: inNpy(bytesArray([], ramp(1))), expected: shape(/shape is \[\]/) },
  {
    what: 'npy: no image',
    write: inNpy(bytesArray([0, 2, 3])),
    expected: { code: 'dataset-empty', message: /shape is \[0, 2, 3\]/ },
  },
  {
    what: 'npy: images without width',
    write: inNpy(bytesArray([20, 2, 0])),
    expected: { code: 'dataset-empty', message: /shape is \[20, 2, 0\]/ },
  },
  {
    what: 'npy: NaN among the pixels',
    write: inNpy(npy('<f4', [20, 2, 3], floats([...ramp(119), Number.NaN]))),
    expected: { code: 'dataset-values-out-of-range', message: /element 119 is NaN/ },
  },
  {
    what: 'npy: infinity among the pixels',
    write: inNpy(npy('<f4', [20, 2, 3], floats([Infinity, ...ramp(119)]))),
    expected: { code: 'dataset-values-out-of-range', message: /Infinity/ },
  },
  {
    what: 'npy: pixels above 255',
    write: inNpy(npy('<i2', [20, 2, 3], numbers(Int16Array.from([...ramp(119), 256])))),
    expected: { code: 'dataset-values-out-of-range', message: /element 119 is 256/ },
  },
  {
    what: 'npy: one label too few',
    write: inNpy(images, npy('|u1', [19], alternating(19))),
    expected: { code: 'dataset-count-mismatch', message: /20 images, .* 19 labels/ },
  },
  {
    what: 'npy: labels in a cube',
    write: inNpy(images, bytesArray([20, 1, 1])),
    expected: shape(/labels is \[20, 1, 1\]/),
  },
  {
    what: 'npy: labels as floats',
    write: inNpy(images, npy('<f4', [20], floats([...alternating(20)]))),
    expected: accepted,
  },
  {
    what: 'npy: labels with a fraction',
    write: inNpy(images, npy('<f4', [20], floats([0.5, ...alternating(19)]))),
    expected: { code: 'dataset-labels-not-whole', message: /label 0 is 0\.5/ },
  },
  {
    what: 'npy: a negative label',
    write: inNpy(images, npy('|i1', [20], Buffer.concat([Buffer.from([0xff]), alternating(19)]))),
    expected: { code: 'dataset-unknown-label', message: /-1/ },
  },
  {
    what: 'npy: a label of 300',
    write: inNpy(images, npy('<i2', [20], numbers(Int16Array.from([300, ...alternating(19)])))),
    expected: { code: 'dataset-unknown-label', message: /300/ },
  },
  {
    what: 'npy: soft labels',
    write: inNpy(images, npy('<f4', [20, 2], floats(Array<number>(40).fill(0.5)))),
    expected: { code: 'dataset-not-one-hot', message: /row 0/ },
  },
  { what: 'npy: exactly the free memory', write: inNpy(images), memoryBytes: 340, expected: accepted },
  {
    what: 'npy: more than the free memory',
    write: inNpy(images),
    memoryBytes: 339,
    expected: tooLarge(/its arrays need 340 bytes of memory; 339 bytes are free/),
  },
  {
    what: 'npy: floats count as they are held',
    write: inNpy(npy('<f4', [20, 2, 3], floats(spread))),
    memoryBytes: 700,
    expected: tooLarge(/need 820 bytes/),
  },
  {
    what: 'npy: a pipe',
    write: async (place) => {
      const config = await inNpy(images)(place);
      execFileSync('mkfifo', [place.at('pipe')]);
      return { ...config, labels_path: place.at('pipe') };
    },
    expected: unreadable(/pipe: cannot be read: it is a named pipe/),
  },
  {
    what: 'npy: /dev/zero',
    write: async (place) => ({ ...(await inNpy(images)(place)), images_path: '/dev/zero' }),
    expected: unreadable(/it is a device/),
  },
  {
    what: 'npy: a folder',
    write: async (place) => ({ ...(await inNpy(images)(place)), images_path: place.at('') }),
    expected: unreadable(/it is a directory/),
  },
]);
