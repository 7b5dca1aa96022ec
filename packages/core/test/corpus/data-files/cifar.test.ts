import { execFileSync } from 'node:child_process';
import { mkdir, symlink } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { cifar, tar, type TarEntry } from './binary-files.ts';
import { testOddFiles, type Accepted, type OddFile, type Refused } from './odd-file.ts';

const tens = cifar(...Array.from({ length: 20 }, (_, i) => [i % 10]));
const hundreds = cifar(...Array.from({ length: 200 }, (_, i) => [i % 20, i % 100]));
const ten = ['airplane', 'automobile', 'bird', 'cat', 'deer', 'dog', 'frog', 'horse', 'ship', 'truck'];
const numbered = (count: number): string[] => Array.from({ length: count }, (_, i) => String(i));
const lines = (count: number): string =>
  numbered(count)
    .map((i) => `name ${i}\n`)
    .join('');

const accepted: Accepted = { count: 20, classNames: ten, shape: [32, 32, 3], pixels: [10, 10, 10] };
const hundred: Accepted = { count: 200, classNames: numbered(100), shape: [32, 32, 3], pixels: [10, 10, 10] };
const folds = { test_fraction: 0.3, validation_fraction: 0.3 };

const files =
  (contents: Readonly<Record<string, Uint8Array | string>>, more: object = {}): OddFile['write'] =>
  async ({ at, write }) => {
    await mkdir(at('data'));
    for (const [name, content] of Object.entries(contents)) await write(`data/${name}`, content);
    return { name: 'cifar', path: at('data'), ...folds, ...more };
  };
const archive =
  (content: Uint8Array): OddFile['write'] =>
  async ({ at, write }) => {
    await write('data.tar.gz', content);
    return { name: 'cifar', path: at('data.tar.gz'), ...folds };
  };
const batch: TarEntry = { name: 'cifar/data_batch_1.bin', content: tens };
const missing = (message: RegExp): Refused => ({ code: 'dataset-files-not-found', message });
const truncated = (message: RegExp): Refused => ({ code: 'dataset-truncated', message });
const corrupt = (message: RegExp): Refused => ({ code: 'dataset-corrupt-archive', message });
const unreadable = (message: RegExp): Refused => ({ code: 'dataset-unreadable', message });
const withBatch = (content: Uint8Array): OddFile['write'] => files({ 'data_batch_1.bin': content });

testOddFiles([
  { what: 'CIFAR-10 of one batch', write: withBatch(tens), expected: accepted },
  {
    what: 'CIFAR-10 with a test batch',
    write: files({ 'data_batch_1.bin': tens, 'test_batch.bin': tens }),
    expected: { ...accepted, count: 40, test: 20 },
  },
  { what: 'CIFAR-10 gzipped under its plain name', write: withBatch(gzipSync(tens)), expected: accepted },
  {
    what: 'CIFAR-10 with other files beside it',
    write: files({ 'data_batch_1.bin': tens, 'readme.html': '<html>', 'batches.meta.txt': 'cat' }),
    expected: accepted,
  },
  { what: 'CIFAR-100', write: files({ 'train.bin': hundreds }), expected: hundred },
  {
    what: 'CIFAR-100, coarse',
    write: files({ 'train.bin': hundreds }, { labels: 'coarse' }),
    expected: { ...hundred, classNames: numbered(20) },
  },
  {
    what: 'CIFAR-100 with names',
    write: files({ 'train.bin': hundreds, 'fine_label_names.txt': lines(100) }),
    expected: { ...hundred, classNames: lines(100).trim().split('\n') },
  },
  {
    what: 'CIFAR-100 with names of Windows and no last line end',
    write: files({ 'train.bin': hundreds, 'fine_label_names.txt': lines(100).trim().replaceAll('\n', '\r\n') }),
    expected: { ...hundred, classNames: lines(100).trim().split('\n') },
  },
  {
    what: 'CIFAR-100 with names in UTF-16',
    write: files({
      'train.bin': hundreds,
      'fine_label_names.txt': Buffer.from(`\uFEFF${lines(100).replaceAll('\n', '\r\n')}`, 'utf16le'),
    }),
    expected: { ...hundred, classNames: lines(100).trim().split('\n') },
  },
  {
    what: 'CIFAR-100 with a byte order mark before the names, and lines of the old Mac OS',
    write: files({ 'train.bin': hundreds, 'fine_label_names.txt': `\uFEFF${lines(100).replaceAll('\n', '\r')}` }),
    expected: { ...hundred, classNames: lines(100).trim().split('\n') },
  },
  { what: 'an archive', write: archive(tar([batch])), expected: accepted },
  { what: 'an archive, gzipped', write: archive(gzipSync(tar([batch]))), expected: accepted },
  {
    what: 'an archive with a folder, a link, and a file that nobody wants',
    write: archive(
      tar([
        { name: 'cifar/', content: Buffer.alloc(0), type: '5' },
        { name: 'link', content: Buffer.alloc(0), type: '2' },
        { name: 'big', content: Buffer.alloc(600_000) },
        batch,
      ]),
    ),
    expected: accepted,
  },
  {
    what: 'an archive padded to records of 512 KiB',
    write: archive(Buffer.concat([tar([batch]), Buffer.alloc(512 * 1024)])),
    expected: accepted,
  },
  {
    what: 'an archive whose batches come in another order',
    write: archive(tar([{ name: 'data_batch_2.bin', content: cifar([1]) }, batch])),
    expected: { ...accepted, count: 21 },
  },
  { what: 'a folder without files', write: files({}), expected: missing(/holds nothing/) },
  { what: 'the Python version', write: files({ data_batch_1: tens }), expected: missing(/it holds data_batch_1/) },
  {
    what: 'a batch that is missing',
    write: files({ 'data_batch_1.bin': tens, 'data_batch_3.bin': tens }),
    expected: missing(/no data_batch_2\.bin/),
  },
  { what: 'batch 0', write: files({ 'data_batch_0.bin': tens }), expected: missing(/neither data_batch_1\.bin/) },
  {
    what: 'a batch of a number beyond all files',
    write: files({ 'data_batch_1.bin': tens, 'data_batch_99999999.bin': tens }),
    expected: missing(/no data_batch_2\.bin/),
  },
  {
    what: 'both kinds',
    write: files({ 'data_batch_1.bin': tens, 'train.bin': hundreds }),
    expected: { code: 'dataset-ambiguous', message: /CIFAR-10 .* and CIFAR-100/ },
  },
  {
    what: 'coarse labels of CIFAR-10',
    write: files({ 'data_batch_1.bin': tens }, { labels: 'coarse' }),
    expected: { code: 'dataset-no-coarse-labels', message: /no coarse labels/ },
  },
  {
    what: 'an empty batch',
    write: withBatch(Buffer.alloc(0)),
    expected: { code: 'dataset-empty', message: /is empty/ },
  },
  {
    what: 'half a record',
    write: withBatch(tens.subarray(0, 5000)),
    expected: truncated(/5000 bytes are 1 records of 3073 bytes and 1927 bytes left over/),
  },
  { what: 'one byte', write: withBatch(Buffer.alloc(1)), expected: truncated(/1 bytes are 0 records/) },
  {
    what: 'CIFAR-100 records under a name of CIFAR-10',
    write: withBatch(hundreds.subarray(0, 3074 * 7)),
    expected: truncated(/records of 3073 bytes/),
  },
  {
    what: 'a label of 10',
    write: withBatch(cifar([0], [10])),
    expected: { code: 'dataset-unknown-label', message: /record 1 has the label 10/ },
  },
  {
    what: 'a fine label of 100',
    write: files({ 'train.bin': cifar([0, 100]) }),
    expected: { code: 'dataset-unknown-label', message: /label 100/ },
  },
  {
    what: 'too few names',
    write: files({ 'train.bin': hundreds, 'fine_label_names.txt': lines(99) }),
    expected: { code: 'dataset-class-names-mismatch', message: /99 different names/ },
  },
  {
    what: 'names in Latin-1',
    write: files({
      'train.bin': hundreds,
      'fine_label_names.txt': Buffer.from(lines(100).replace('name 7', 'é'), 'latin1'),
    }),
    expected: {
      code: 'dataset-class-names-mismatch',
      message: /fine_label_names\.txt: it contains bytes that are not UTF-8/,
    },
  },
  {
    what: 'a name twice',
    write: files({ 'train.bin': hundreds, 'fine_label_names.txt': `${lines(99)}name 1\n` }),
    expected: { code: 'dataset-class-names-mismatch', message: /99 different names/ },
  },
  {
    what: 'an archive without its end',
    write: archive(tar([batch], { isClosed: false })),
    expected: truncated(/closing block of zeros/),
  },
  {
    what: 'an archive cut off in a file',
    write: archive(tar([batch]).subarray(0, 5000)),
    expected: truncated(/has 61460 bytes, 4488 follow/),
  },
  {
    what: 'a gzipped archive cut off',
    write: archive(gzipSync(tar([batch])).subarray(0, -20)),
    expected: { code: 'dataset-truncated-gzip', message: /ends too early/ },
  },
  {
    what: 'an archive with a size beyond its end',
    write: archive(tar([{ ...batch, size: '77777777777\0' }])),
    expected: truncated(/has 8589934591 bytes, \d+ follow/),
  },
  {
    what: 'a gzipped archive with a size beyond its end',
    write: archive(gzipSync(tar([{ ...batch, size: '77777777777\0' }]))),
    expected: truncated(/has 8589934591 bytes, at most \d+ follow/),
  },
  {
    what: 'an archive with a size that is too small',
    write: archive(tar([{ ...batch, size: '00000001000\0' }])),
    expected: corrupt(/header at byte 1024 has the checksum/),
  },
  {
    what: 'an archive with a negative size',
    write: archive(tar([{ ...batch, size: '-0000000001\0' }])),
    expected: corrupt(/size of .* cannot be read/),
  },
  {
    what: 'an archive with a size in base 256',
    write: archive(tar([{ ...batch, size: '\x80\0\0\0\0\0\0\0\0\0\xf0\x14' }])),
    expected: corrupt(/size of .* cannot be read/),
  },
  { what: 'an archive of zeros', write: archive(Buffer.alloc(10_240)), expected: missing(/holds nothing/) },
  {
    what: 'a gzip bomb of zeros',
    write: archive(gzipSync(Buffer.alloc(20_000_000))),
    expected: { code: 'dataset-trailing-bytes', message: /more than 1048576 bytes follow the end/ },
  },
  {
    what: 'a bomb in a file that is wanted',
    write: archive(gzipSync(tar([{ ...batch, content: Buffer.alloc(3073 * 5000) }]))),
    memoryBytes: 10_000_000,
    expected: { code: 'dataset-too-large', message: /its files need 15\.4 MB of memory; 5\.0 MB are free/ },
  },
  {
    what: 'a gzip bomb as a batch',
    write: withBatch(gzipSync(Buffer.alloc(20_000_000))),
    memoryBytes: 10_000_000,
    expected: { code: 'dataset-too-large', message: /unpacked contents need \d\.\d MB of memory; 5\.0 MB are free/ },
  },
  {
    what: 'a batch larger than the free memory',
    write: withBatch(cifar(...Array.from({ length: 4000 }, () => [0]))),
    memoryBytes: 10_000_000,
    expected: { code: 'dataset-too-large', message: /its contents need 12\.3 MB/ },
  },
  { what: 'an archive that is text', write: archive(Buffer.alloc(2048, 'text')), expected: corrupt(/checksum/) },
  {
    what: 'an archive that is a zip',
    write: archive(Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(1020, 1)])),
    expected: corrupt(/checksum/),
  },
  { what: 'an archive that is empty', write: archive(Buffer.alloc(0)), expected: truncated(/closing block/) },
  {
    what: 'a pipe as a batch',
    write: async (place) => {
      const config = await files({})(place);
      execFileSync('mkfifo', [place.at('data/data_batch_1.bin')]);
      return config;
    },
    expected: unreadable(/it is a named pipe/),
  },
  {
    what: '/dev/zero as a batch',
    write: async (place) => {
      const config = await files({})(place);
      await symlink('/dev/zero', place.at('data/data_batch_1.bin'));
      return config;
    },
    expected: unreadable(/it is a device/),
  },
  {
    what: 'a pipe as names',
    write: async (place) => {
      const config = await files({ 'train.bin': hundreds })(place);
      execFileSync('mkfifo', [place.at('data/fine_label_names.txt')]);
      return config;
    },
    expected: unreadable(/names\.txt: cannot be read: it is a named pipe/),
  },
  {
    what: 'a pipe as the archive',
    write: ({ at }) => {
      execFileSync('mkfifo', [at('pipe')]);
      return { name: 'cifar', path: at('pipe') };
    },
    expected: unreadable(/it is a named pipe/),
  },
  {
    what: '/dev/zero as the archive',
    write: () => ({ name: 'cifar', path: '/dev/zero' }),
    expected: unreadable(/it is a device/),
  },
  {
    what: 'a folder as a batch',
    write: async (place) => {
      const config = await files({})(place);
      await mkdir(place.at('data/data_batch_1.bin'));
      return config;
    },
    expected: unreadable(/it is a directory/),
  },
  {
    what: 'a path that is not there',
    write: ({ at }) => ({ name: 'cifar', path: at('missing') }),
    expected: { code: 'dataset-path-not-found', message: /does not exist/ },
  },
]);
