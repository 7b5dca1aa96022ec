import { execFileSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { alternating, bytesArray, npy, ramp, zip } from './binary-files.ts';
import {
  images,
  labels,
  accepted,
  pair,
  inNpz,
  asNpz,
  whole,
  dict,
  truncated,
  badZip,
  magic,
  tooLarge,
  trailing,
  unreadable,
} from './numpy-files.ts';
import { testOddFiles } from './odd-file.ts';

testOddFiles([
  // .npz: what is read.
  { what: 'npz: stored', write: inNpz(pair), expected: accepted },
  { what: 'npz: deflated', write: inNpz(pair, { isDeflated: true }), expected: accepted },
  { what: 'npz: zip64', write: inNpz(pair, { isZip64: true }), expected: accepted },
  { what: 'npz: zip64, deflated', write: inNpz(pair, { isZip64: true, isDeflated: true }), expected: accepted },
  {
    what: 'npz: test arrays',
    write: inNpz([...pair, ['x_test.npy', bytesArray([4, 2, 3])], ['y_test.npy', npy('|u1', [4], alternating(4))]]),
    expected: { ...accepted, count: 24, test: 4, labels: [...alternating(24)] },
  },
  { what: 'npz: arrays in another order', write: inNpz(pair.toReversed()), expected: accepted },
  {
    what: 'npz: other arrays beside them, of objects too',
    write: inNpz([['names.npy', npy('|O', [2], ramp(16))], ...pair, ['README', ramp(5)]]),
    expected: accepted,
  },
  {
    what: 'npz: other names',
    write: inNpz(
      [
        ['images.npy', images],
        ['größe.npy', labels],
      ],
      {},
      { x_train: 'images', y_train: 'größe' },
    ),
    expected: accepted,
  },
  {
    what: 'npz: a name twice: the last one counts',
    write: inNpz([['x_train.npy', bytesArray([1, 1, 1])], ...pair]),
    expected: accepted,
  },
  { what: 'npz: a comment behind it', write: inNpz(pair, { comment: 'made by hand' }), expected: accepted },
  {
    what: 'npz: a comment of 65,535 characters',
    write: inNpz(pair, { comment: 'x'.repeat(65_535) }),
    expected: accepted,
  },
  // .npz: archives.
  { what: 'npz: an empty file', write: asNpz(Buffer.alloc(0)), expected: magic(/starts with nothing/) },
  { what: 'npz: a .npy file', write: asNpz(images), expected: magic(/starts with 934e554d/) },
  { what: 'npz: gzip', write: asNpz(gzipSync(whole)), expected: magic(/starts with 1f8b0800/) },
  {
    what: 'npz: bytes before it',
    write: inNpz(pair, { prefix: Buffer.from('#!/bin/sh\n') }),
    expected: magic(/starts with 23212f62/),
  },
  {
    what: 'npz: an archive without files',
    write: asNpz(zip([])),
    expected: { code: 'dataset-array-not-found', message: /it contains nothing/ },
  },
  {
    what: 'npz: no images',
    write: inNpz([['y_train.npy', labels]]),
    expected: { code: 'dataset-array-not-found', message: /no array x_train; it contains y_train/ },
  },
  {
    what: 'npz: test images without labels',
    write: inNpz([...pair, ['x_test.npy', images]]),
    expected: { code: 'dataset-array-not-found', message: /no array y_test/ },
  },
  {
    what: 'npz: arrays in a folder',
    write: inNpz(pair.map(([name, content]) => [`data/${name}`, content] as const)),
    expected: { code: 'dataset-array-not-found', message: /it contains data\/x_train, data\/y_train/ },
  },
  {
    what: 'npz: cut off at its end',
    write: asNpz(whole.subarray(0, -10)),
    expected: truncated(/directory, which is at the end, is missing/),
  },
  { what: 'npz: cut off in the middle', write: asNpz(whole.subarray(0, 200)), expected: truncated(/is missing/) },
  {
    what: 'npz: its first bytes missing',
    write: asNpz(Buffer.concat([Buffer.from('PK\x03\x04'), whole.subarray(20)])),
    expected: badZip(/the directory should have|not where it should be/),
  },
  {
    what: 'npz: a wrong checksum',
    write: inNpz(pair, { lie: { crc: 1 } }),
    expected: badZip(/checksum of .* is wrong/),
  },
  {
    what: 'npz: a size that is too small',
    write: inNpz(pair, { lie: { size: 50 } }),
    expected: badZip(/has more than the 50 bytes that the directory says/),
  },
  {
    what: 'npz: a size that is too large',
    write: inNpz(pair, { lie: { size: 5000 } }),
    expected: trailing(/= 120 bytes, 4872 follow/),
  },
  {
    what: 'npz: deflated, a size that is too small',
    write: inNpz(pair, { isDeflated: true, lie: { size: 200 } }),
    expected: badZip(/has more than the 200 bytes that the directory says/),
  },
  {
    what: 'npz: more packed bytes than the file has',
    write: inNpz(pair, { lie: { packed: 4_000_000 } }),
    expected: badZip(/has more than the \d+ bytes that the directory says/),
  },
  {
    what: 'npz: an array that is elsewhere',
    write: inNpz(pair, { lie: { offset: 3 } }),
    expected: badZip(/not where the directory says, at byte 3/),
  },
  {
    what: 'npz: an array behind the end of the file',
    write: inNpz(pair, { lie: { offset: 3_000_000_000 } }),
    expected: badZip(/at byte 3000000000/),
  },
  {
    what: 'npz: zip64, an array at the end of all numbers',
    write: inNpz(pair, { isZip64: true, lie: { offset: 2 ** 52 } }),
    expected: badZip(/at byte 4503599627370496/),
  },
  {
    what: 'npz: a bomb that says 8 TB',
    write: inNpz(pair, { isZip64: true, isDeflated: true, lie: { size: 2 ** 43 } }),
    expected: trailing(/= 120 bytes, 8796093022080 follow/),
  },
  {
    what: 'npz: a bomb of zeros in place of an array',
    write: inNpz(
      [
        ['x_train.npy', Buffer.alloc(20_000_000)],
        ['y_train.npy', labels],
      ],
      { isDeflated: true },
    ),
    expected: magic(/starts with 000000000000/),
  },
  {
    what: 'npz: an array larger than the free memory',
    write: inNpz(
      [
        ['x_train.npy', bytesArray([20, 1000, 1000], Buffer.alloc(20_000_000, 9))],
        ['y_train.npy', labels],
      ],
      { isDeflated: true },
    ),
    memoryBytes: 10_000_000,
    expected: tooLarge(/its arrays need 20\.0 MB of memory; 10\.0 MB are free/),
  },
  {
    what: 'npz: a header that promises more than the archive holds',
    write: inNpz([
      ['x_train.npy', dict('(100000, 1000, 1000)')],
      ['y_train.npy', labels],
    ]),
    expected: truncated(/x_train: .*= 100000000000 bytes, 120 follow/),
  },
  {
    what: 'npz: encrypted',
    write: inNpz(pair, { flags: 1 }),
    expected: { code: 'dataset-unsupported-zip', message: /x_train\.npy is encrypted/ },
  },
  {
    what: 'npz: bzip2',
    write: inNpz(pair, { method: 12 }),
    expected: { code: 'dataset-unsupported-zip', message: /method 12/ },
  },
  {
    what: 'npz: LZMA',
    write: inNpz(pair, { method: 14 }),
    expected: { code: 'dataset-unsupported-zip', message: /method 14/ },
  },
  {
    what: 'npz: stored, though it says deflated',
    write: inNpz(pair, { method: 8 }),
    expected: badZip(/has \d+ bytes, the directory says 248/),
  },
  {
    what: 'npz: a pipe',
    write: ({ at }) => {
      execFileSync('mkfifo', [at('set.npz')]);
      return { name: 'npz', path: at('set.npz') };
    },
    expected: unreadable(/it is a named pipe/),
  },
  { what: 'npz: /dev/zero', write: () => ({ name: 'npz', path: '/dev/zero' }), expected: unreadable(/it is a device/) },
  {
    what: 'npz: a folder',
    write: async ({ at }) => {
      await mkdir(at('set.npz'));
      return { name: 'npz', path: at('set.npz') };
    },
    expected: unreadable(/it is a directory/),
  },
]);
