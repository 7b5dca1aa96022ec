import { execFileSync } from 'node:child_process';
import { symlink } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { alternating, idx, ramp } from './binary-files.ts';
import {
  images,
  labels,
  good,
  goodLabels,
  zipped,
  spoiled,
  withImages,
  withLabels,
  inPlaceOf,
  accepted,
  truncated,
  magic,
  trailing,
} from './idx-files.ts';
import { testOddFiles } from './odd-file.ts';

testOddFiles([
  { what: 'plain files', write: withImages(good), expected: accepted },
  { what: 'gzip under a name without .gz', write: withImages(zipped), expected: accepted },
  { what: 'gzip of the fastest level', write: withImages(gzipSync(good, { level: 1 })), expected: accepted },
  { what: 'gzip that stores', write: withImages(gzipSync(good, { level: 0 })), expected: accepted },
  {
    what: 'gzip in two members',
    write: withImages(Buffer.concat([gzipSync(good.subarray(0, 50)), gzipSync(good.subarray(50))])),
    expected: accepted,
  },
  {
    what: 'gzip with an empty member in front',
    write: withImages(Buffer.concat([gzipSync(''), zipped])),
    expected: accepted,
  },
  {
    what: 'a link to a file',
    write: inPlaceOf(images, async ({ at, write }) => {
      await write('elsewhere/data', good);
      await symlink(at('elsewhere/data'), at(images));
    }),
    expected: accepted,
  },
  {
    what: 'other files beside them',
    write: spoiled(({ write }) => write('README.md', 'images')),
    expected: accepted,
  },
  {
    what: 'a pipe that nobody reads beside them',
    write: spoiled(async ({ at }) => execFileSync('mkfifo', [at('notes')])),
    expected: accepted,
  },
  {
    what: 'both the plain and the zipped file: the plain one',
    write: spoiled(({ write }) => write(`${images}.gz`, gzipSync(idx([20, 3, 3])))),
    expected: accepted,
  },
  {
    what: 'names with dots, and test- in place of t10k-',
    write: async ({ at, write }) => {
      await write('data/train-images.idx3-ubyte.gz', zipped);
      await write('data/train-labels.idx1-ubyte', goodLabels);
      await write('data/test-images.idx3-ubyte', idx([4, 2, 3]));
      await write('data/test-labels.idx1-ubyte', idx([4], alternating(4)));
      return { name: 'idx', path: at('data') };
    },
    expected: { ...accepted, count: 24, test: 4, labels: [...alternating(24)] },
  },
  {
    what: 'names in capitals',
    write: async ({ at, write }) => {
      await write('data/TRAIN-IMAGES-IDX3-UBYTE', good);
      await write('data/Train-Labels-idx1-ubyte', goodLabels);
      return { name: 'idx', path: at('data') };
    },
    expected: accepted,
  },
  {
    what: 'four dimensions: channels',
    write: withImages(idx([20, 2, 3, 3])),
    expected: { ...accepted, shape: [2, 3, 3] },
  },
  { what: 'images of one pixel', write: withImages(idx([20, 1, 1])), expected: { ...accepted, shape: [1, 1, 1] } },
  {
    what: 'images of one row of 5,000',
    write: withImages(idx([20, 1, 5000])),
    expected: { ...accepted, shape: [1, 5000, 1] },
  },
  {
    what: '256 classes',
    write: spoiled(async ({ write }) => {
      await write(images, idx([1280, 1, 2]));
      await write(labels, idx([1280], Buffer.from(Array.from({ length: 1280 }, (_, i) => i % 256))));
    }),
    expected: { count: 1280, classNames: Array.from({ length: 256 }, (_, i) => String(i)), shape: [1, 2, 1] },
  },
  {
    what: 'an empty file',
    write: withImages(Buffer.alloc(0)),
    expected: truncated(/0 bytes, too short for the magic/),
  },
  { what: 'one byte', write: withImages(Buffer.alloc(1)), expected: truncated(/1 bytes, too short for the magic/) },
  { what: 'three bytes', write: withImages(good.subarray(0, 3)), expected: truncated(/3 bytes, too short/) },
  {
    what: 'the magic number alone',
    write: withImages(good.subarray(0, 4)),
    expected: truncated(/4 bytes, too short for a header of 16/),
  },
  {
    what: 'half a header',
    write: withImages(good.subarray(0, 11)),
    expected: truncated(/11 bytes, too short for a header/),
  },
  { what: 'a header alone', write: withImages(good.subarray(0, 16)), expected: truncated(/= 120 bytes, 0 follow/) },
  {
    what: 'one pixel missing',
    write: withImages(good.subarray(0, -1)),
    expected: truncated(/= 120 bytes, 119 follow/),
  },
  {
    what: 'one pixel too many',
    write: withImages(Buffer.concat([good, Buffer.alloc(1)])),
    expected: trailing(/= 120 bytes, 121 follow/),
  },
  {
    what: 'two files in one',
    write: withImages(Buffer.concat([good, good])),
    expected: trailing(/= 120 bytes, 256 follow/),
  },
  {
    what: 'sizes whose product is beyond every number of bytes',
    write: withImages(idx([0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff], Buffer.alloc(100))),
    expected: truncated(/promises 4294967295 x 4294967295 x .* = 3\.4\d*e\+38 bytes, 100 follow/),
  },
  {
    what: 'sizes whose product is 0 in 32 bits',
    write: withImages(idx([65536, 256, 256], Buffer.alloc(0))),
    expected: truncated(/= 4294967296 bytes, 0 follow/),
  },
  {
    what: 'zipped, sizes that no such small file can hold',
    write: withImages(gzipSync(idx([60_000, 1000, 1000], Buffer.alloc(1000)))),
    expected: truncated(/= 60000000000 bytes, at most \d+ can follow in a packed file of its size/),
  },
  {
    what: 'a size of 0 images',
    write: spoiled(async ({ write }) => {
      await write(images, idx([0, 2, 3]));
      await write(labels, idx([0]));
    }),
    expected: { code: 'dataset-empty', message: /its sizes are 0 x 2 x 3/ },
  },
  {
    what: 'a height of 0',
    write: withImages(idx([20, 0, 3])),
    expected: { code: 'dataset-empty', message: /20 x 0 x 3/ },
  },
  {
    what: 'text',
    write: withImages(Buffer.from('label,pixel1,pixel2\n')),
    expected: magic(/is 0x6c616265, expected 0x00000803/),
  },
  { what: 'a PNG', write: withImages(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')), expected: magic(/is 0x89504e47/) },
  { what: 'zeros', write: withImages(Buffer.alloc(1000)), expected: magic(/is 0x00000000/) },
  {
    what: 'a magic number in the other byte order',
    write: withImages(Buffer.from([3, 8, 0, 0, 20, 0, 0, 0])),
    expected: magic(/is 0x03080000/),
  },
  {
    what: 'signed bytes',
    write: withImages(idx([20, 2, 3], ramp(120), 9)),
    expected: magic(/3 dimensions of signed bytes/),
  },
  { what: '16-bit integers', write: withImages(idx([20, 2, 3], ramp(240), 0xb)), expected: magic(/16-bit integers/) },
  { what: '32-bit integers', write: withImages(idx([20, 2, 3], ramp(480), 0xc)), expected: magic(/32-bit integers/) },
  { what: '32-bit floats', write: withImages(idx([20, 2, 3], ramp(480), 0xd)), expected: magic(/32-bit floats/) },
  { what: '64-bit floats', write: withImages(idx([20, 2, 3], ramp(960), 0xe)), expected: magic(/64-bit floats/) },
  {
    what: 'an element type that there is not',
    write: withImages(idx([20, 2, 3], ramp(120), 0x7f)),
    expected: magic(/is 0x00007f03, expected/),
  },
  { what: 'two dimensions', write: withImages(idx([20, 6])), expected: magic(/2 dimensions of unsigned bytes/) },
  {
    what: 'five dimensions',
    write: withImages(idx([20, 2, 3, 1, 1])),
    expected: magic(/5 dimensions of unsigned bytes/),
  },
  { what: 'no dimension', write: withImages(idx([])), expected: magic(/0 dimensions of unsigned bytes/) },
  { what: '255 dimensions', write: withImages(Buffer.from([0, 0, 8, 255])), expected: magic(/255 dimensions/) },
  {
    what: 'labels in place of images',
    write: withImages(goodLabels),
    expected: magic(/1 dimensions of unsigned bytes/),
  },
  {
    what: 'images in place of labels',
    write: withLabels(good),
    expected: magic(/3 dimensions of unsigned bytes.*\(labels\)/),
  },
  {
    what: 'labels as 32-bit integers',
    write: withLabels(idx([20], ramp(80), 0xc)),
    expected: magic(/32-bit integers/),
  },
  {
    what: 'one label too few',
    write: withLabels(idx([19], alternating(19))),
    expected: { code: 'dataset-count-mismatch', message: /holds 20 images, .* holds 19 labels/ },
  },
  {
    what: 'one label too many',
    write: withLabels(idx([21], alternating(21))),
    expected: { code: 'dataset-count-mismatch', message: /holds 21 labels/ },
  },
  {
    what: 'a billion labels that are not there',
    write: withLabels(idx([1_000_000_000], Buffer.alloc(5))),
    expected: truncated(/= 1000000000 bytes, 5 follow/),
  },
  {
    what: 'no label',
    write: withLabels(idx([0])),
    expected: { code: 'dataset-count-mismatch', message: /holds 0 labels/ },
  },
  {
    what: 'one class',
    write: withLabels(idx([20], Buffer.alloc(20))),
    expected: { code: 'dataset-single-class', message: /every label is 0/ },
  },
]);
