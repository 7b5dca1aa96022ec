import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readTar } from './read-tar.ts';

interface Entry {
  readonly name: string;
  readonly content: string;
  readonly type?: string;
  readonly prefix?: string;
}

/** An entry as POSIX describes it: a header block, then the content in whole blocks. */
function entry({ name, content, type = '0', prefix = '' }: Entry): Buffer {
  const header = Buffer.alloc(512);
  header.write(name, 0);
  header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
  header.fill(' ', 148, 156);
  header.write(type, 156);
  header.write('ustar\x0000', 257);
  header.write(prefix, 345);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  const body = Buffer.alloc(Math.ceil(content.length / 512) * 512);
  body.write(content);
  return Buffer.concat([header, body]);
}

const end = Buffer.alloc(1024);
const text = (files: ReadonlyMap<string, Uint8Array>): Record<string, string> =>
  Object.fromEntries([...files].map(([name, content]) => [name, Buffer.from(content).toString()]));

const long = 'x'.repeat(513);
const two = [entry({ name: 'a.txt', content: long }), entry({ name: 'b.txt', content: 'b' })];

test('reads regular files, and passes folders, links and extended headers over', () => {
  const archive = Buffer.concat([
    entry({ name: 'folder/', content: '', type: '5' }),
    entry({ name: 'pax', content: '30 mtime=1\n', type: 'x' }),
    ...two,
    entry({ name: 'link', content: '', type: '2' }),
    entry({ name: 'c.txt', content: 'c', prefix: 'some/where' }),
    entry({ name: 'empty', content: '', type: '\0' }),
    end,
  ]);
  expect(text(readTar(archive, 'a.tar'))).toEqual({ 'a.txt': long, 'b.txt': 'b', 'some/where/c.txt': 'c', empty: '' });
});

test.each(['ustar', 'gnu', 'pax', 'v7'])('reads what the program tar writes in its format %s', (format) => {
  const directory = mkdtempSync(join(tmpdir(), 'sweepdeck-tar-'));
  try {
    mkdirSync(join(directory, 'batches'));
    writeFileSync(join(directory, 'batches', 'one.bin'), long);
    writeFileSync(join(directory, 'batches', 'two.bin'), 'two');
    execFileSync('tar', [`--format=${format}`, '-cf', 'a.tar', 'batches'], { cwd: directory });
    const archive = execFileSync('cat', ['a.tar'], { cwd: directory });
    expect(text(readTar(archive, 'a.tar'))).toEqual({ 'batches/one.bin': long, 'batches/two.bin': 'two' });
  } finally {
    rmSync(directory, { recursive: true });
  }
});

const damaged = Buffer.concat([...two, end]);
damaged[3] = 0x21;
const noSize = entry({ name: 'a', content: '' });
noSize.fill('z', 124, 135);
noSize.fill(' ', 148, 156);
noSize.write(
  `${noSize
    .reduce((total, byte) => total + byte, 0)
    .toString(8)
    .padStart(6, '0')}\0 `,
  148,
);

test.each([
  ['an empty file', Buffer.alloc(0), 'dataset-truncated', /closing block of zeros/],
  ['an archive without its end', Buffer.concat(two), 'dataset-truncated', /closing block of zeros/],
  [
    'an archive cut off in a file',
    two[0]?.subarray(0, 600) ?? end,
    'dataset-truncated',
    /a\.txt has 513 bytes, 88 follow/,
  ],
  ['an archive cut off in a header', two[0]?.subarray(0, 100) ?? end, 'dataset-truncated', /cut off/],
  ['a damaged header', damaged, 'dataset-corrupt-archive', /header at byte 0 has the checksum \d+, it says \d+/],
  ['a size that is no number', noSize, 'dataset-corrupt-archive', /size of a cannot be read/],
  ['another format', Buffer.alloc(1024, 'text'), 'dataset-corrupt-archive', /checksum/],
])('refuses %s', (_what, archive, code, message) => {
  expect(() => readTar(archive, 'a.tar')).toThrow(
    expect.objectContaining({ code, message: expect.stringMatching(message), hint: expect.stringMatching(/\w/) }),
  );
});
