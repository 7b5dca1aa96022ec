import { execFileSync } from 'node:child_process';
import { mkdir, symlink, truncate } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { alternating, idx } from './binary-files.ts';
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
  truncated,
  magic,
  trailing,
  unreadable,
  damaged,
  bomb,
  endlessGzip,
} from './idx-files.ts';
import { testOddFiles } from './odd-file.ts';

testOddFiles([
  {
    what: 'gzip cut off',
    write: withImages(zipped.subarray(0, -12)),
    expected: { code: 'dataset-truncated-gzip', message: /ends too early/ },
  },
  {
    what: 'gzip without its checksum',
    write: withImages(zipped.subarray(0, -8)),
    expected: { code: 'dataset-truncated-gzip', message: /ends too early/ },
  },
  {
    what: 'the two bytes of gzip alone',
    write: withImages(Buffer.from([0x1f, 0x8b])),
    expected: { code: 'dataset-truncated-gzip', message: /ends too early/ },
  },
  {
    what: 'gzip with a wrong checksum',
    write: withImages(damaged),
    expected: { code: 'dataset-corrupt-gzip', message: /incorrect data check/ },
  },
  {
    what: 'gzip of another method',
    write: withImages(Buffer.concat([Buffer.from([0x1f, 0x8b, 7]), zipped.subarray(3)])),
    expected: { code: 'dataset-corrupt-gzip', message: /unknown compression method/ },
  },
  {
    what: 'gzip with text behind it',
    write: withImages(Buffer.concat([zipped, Buffer.from('junk')])),
    expected: { code: 'dataset-corrupt-gzip', message: /incorrect header check/ },
  },
  {
    what: 'gzip with zeros behind it',
    write: withImages(Buffer.concat([zipped, Buffer.alloc(512)])),
    expected: trailing(/512 bytes follow the end of the gzip data/),
  },
  {
    what: 'gzip with a megabyte of zeros behind it',
    write: withImages(Buffer.concat([zipped, Buffer.alloc(2 ** 20)])),
    expected: trailing(/bytes follow the end of the gzip data/),
  },
  { what: 'gzip in gzip', write: withImages(gzipSync(zipped)), expected: magic(/is 0x1f8b0800/) },
  { what: 'gzip of nothing', write: withImages(gzipSync('')), expected: truncated(/0 bytes, too short/) },
  {
    what: 'gzip of one pixel too few',
    write: withImages(gzipSync(good.subarray(0, -1))),
    expected: truncated(/= 120 bytes, 119 follow/),
  },
  {
    what: 'gzip of one pixel too many',
    write: withImages(gzipSync(Buffer.concat([good, Buffer.alloc(1)]))),
    expected: trailing(/= 120 bytes, 121 follow/),
  },
  {
    what: 'a gzip bomb behind good data',
    write: withImages(bomb),
    expected: trailing(/= 120 bytes, at least 65656 follow/),
  },
  {
    what: 'a gzip bomb of zeros',
    write: withImages(gzipSync(Buffer.alloc(20_000_000))),
    expected: magic(/is 0x00000000/),
  },
  {
    what: 'a gzip bomb of zeros as labels',
    write: withLabels(gzipSync(Buffer.alloc(20_000_000))),
    expected: magic(/is 0x00000000/),
  },
  // These unpack to more than 4 GiB, which takes longer than a test may: the beginning must decide.
  {
    what: 'more than 4 GiB in gzip members, behind a wrong magic number',
    write: withImages(endlessGzip(Buffer.from([0x12, 0x34, 0x56, 0x78]))),
    expected: magic(/is 0x12345678/),
  },
  {
    what: 'more than 4 GiB in gzip members, behind sizes that do not fit',
    write: withImages(endlessGzip(good.subarray(0, 16))),
    expected: trailing(/= 120 bytes, at least \d{3,5} follow/),
  },
  {
    what: 'more than 4 GiB in gzip members, as labels',
    write: withLabels(endlessGzip(goodLabels)),
    expected: trailing(/= 20 bytes, at least \d{2,5} follow/),
  },
  {
    what: 'more than 4 GiB in gzip members, and sizes that say so',
    write: spoiled(async ({ write }) => {
      await write(images, endlessGzip(idx([80_000, 256, 216], Buffer.alloc(0))));
      await write(labels, idx([80_000], alternating(80_000)));
    }),
    memoryBytes: 2 ** 30,
    expected: { code: 'dataset-too-large', message: /its images need 4\.4 GB of memory/ },
  },
  {
    what: 'more than the memory that is free',
    write: withImages(gzipSync(idx([20, 1000, 1000], Buffer.alloc(20_000_000)))),
    memoryBytes: 10_000_000,
    expected: { code: 'dataset-too-large', message: /its images need 20\.0 MB of memory; 10\.0 MB are free/ },
  },
  {
    what: 'training and test images that fit each, but not together',
    write: spoiled(async ({ write }) => {
      await write('t10k-images-idx3-ubyte', good);
      await write('t10k-labels-idx1-ubyte', goodLabels);
    }),
    memoryBytes: 200,
    expected: { code: 'dataset-too-large', message: /its images need 240 bytes of memory; 200 bytes are free/ },
  },
  {
    what: 'a file with a hole of a terabyte',
    write: spoiled(({ at }) => truncate(at(images), 2 ** 40)),
    expected: trailing(/= 120 bytes, 1099511627760 follow/),
  },
  {
    what: 'a folder as the file',
    write: inPlaceOf(images, ({ at }) => mkdir(at(images))),
    expected: unreadable(/it is a directory, expected a file/),
  },
  {
    what: 'a pipe as the images',
    write: inPlaceOf(images, async ({ at }) => execFileSync('mkfifo', [at(images)])),
    expected: unreadable(/it is a named pipe/),
  },
  {
    what: 'a pipe as the labels',
    write: inPlaceOf(labels, async ({ at }) => execFileSync('mkfifo', [at(labels)])),
    expected: unreadable(/labels.*it is a named pipe/),
  },
  {
    what: 'a link to /dev/zero',
    write: inPlaceOf(images, ({ at }) => symlink('/dev/zero', at(images))),
    expected: unreadable(/it is a device/),
  },
  {
    what: 'a link to /dev/zero as labels',
    write: inPlaceOf(labels, ({ at }) => symlink('/dev/zero', at(labels))),
    expected: unreadable(/it is a device/),
  },
  {
    what: 'a link to itself',
    write: inPlaceOf(images, ({ at }) => symlink(images, at(images))),
    expected: unreadable(/its links form a circle/),
  },
  {
    what: 'a link that leads nowhere',
    write: inPlaceOf(images, ({ at }) => symlink('gone', at(images))),
    expected: { code: 'dataset-path-not-found', message: /does not exist/ },
  },
  {
    what: 'a folder that is not there',
    write: ({ at }) => ({ name: 'idx', path: at('missing') }),
    expected: { code: 'dataset-path-not-found', message: /missing does not exist/ },
  },
  {
    what: 'a file as the folder',
    write: async ({ at, write }) => {
      await write('data', good);
      return { name: 'idx', path: at('data') };
    },
    expected: { code: 'dataset-path-not-a-directory', message: /data is a file/ },
  },
  {
    what: 'a path with a zero byte',
    write: ({ at }) => ({ name: 'idx', path: at('a\0b') }),
    expected: unreadable(/cannot be read/),
  },
  {
    what: 'a path that is too long',
    write: ({ at }) => ({ name: 'idx', path: at('x'.repeat(300)) }),
    expected: unreadable(/cannot be read/),
  },
  {
    what: 'links in a circle as the folder',
    write: async ({ at }) => {
      await symlink('a', at('a'));
      return { name: 'idx', path: at('a') };
    },
    expected: unreadable(/cannot be read/),
  },
  {
    what: '/dev/zero as the folder',
    write: () => ({ name: 'idx', path: '/dev/zero' }),
    expected: { code: 'dataset-path-not-a-directory', message: /is a file/ },
  },
  {
    what: 'test images of another size',
    write: spoiled(async ({ write }) => {
      await write('t10k-images', idx([4, 3, 3]));
      await write('t10k-labels', idx([4], alternating(4)));
    }),
    expected: { code: 'dataset-shape-mismatch', message: /3 x 3 x 1/ },
  },
  {
    what: 'test images without labels',
    write: spoiled(({ write }) => write('t10k-images', idx([4, 2, 3]))),
    expected: { code: 'dataset-files-not-found', message: /no t10k-labels/ },
  },
  {
    what: 'MNIST with a label of 10',
    write: async ({ at, write }) => {
      await write(images, good);
      await write(labels, idx([20], Buffer.from(Array.from({ length: 20 }, (_, i) => i % 11))));
      return { name: 'mnist', path: at('') };
    },
    expected: { code: 'dataset-unknown-label', message: /label 10 is 10, expected 0 to 9/ },
  },
]);
