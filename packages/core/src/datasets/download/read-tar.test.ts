import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { memoryFile } from '../../testing/memory-file.ts';
import { sourceOfChunks } from '../bytes/byte-source.ts';
import { fileChunks } from '../bytes/file-chunks.ts';
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

async function textOf(
  archive: Uint8Array,
  isWanted = (_name: string): boolean => true,
): Promise<Record<string, string>> {
  const chunks = fileChunks(memoryFile(archive), 0, archive.length);
  const source = sourceOfChunks('a.tar', chunks, { bytes: archive.length, isExact: true });
  const { names, contents } = await readTar(source, { isWanted, memoryBytes: 10_000 });
  expect([...contents.keys()]).toEqual(names.filter(isWanted));
  return Object.fromEntries([...contents].map(([name, content]) => [name, Buffer.from(content).toString()]));
}

const long = 'x'.repeat(513);
const two = [entry({ name: 'a.txt', content: long }), entry({ name: 'b.txt', content: 'b' })];

test('reads regular files, and passes folders, links and extended headers over', async () => {
  const archive = Buffer.concat([
    entry({ name: 'folder/', content: '', type: '5' }),
    entry({ name: 'pax', content: '30 mtime=1\n', type: 'x' }),
    ...two,
    entry({ name: 'link', content: '', type: '2' }),
    entry({ name: 'c.txt', content: 'c', prefix: 'some/where' }),
    entry({ name: 'empty', content: '', type: '\0' }),
    end,
  ]);
  expect(await textOf(archive)).toEqual({ 'a.txt': long, 'b.txt': 'b', 'some/where/c.txt': 'c', empty: '' });
});

test.each(['ustar', 'gnu', 'pax', 'v7'])('reads what the program tar writes in its format %s', async (format) => {
  const directory = mkdtempSync(join(tmpdir(), 'sweepdeck-tar-'));
  try {
    mkdirSync(join(directory, 'batches'));
    writeFileSync(join(directory, 'batches', 'one.bin'), long);
    writeFileSync(join(directory, 'batches', 'two.bin'), 'two');
    execFileSync('tar', [`--format=${format}`, '-cf', 'a.tar', 'batches'], { cwd: directory });
    const archive = execFileSync('cat', ['a.tar'], { cwd: directory });
    expect(await textOf(archive)).toEqual({ 'batches/one.bin': long, 'batches/two.bin': 'two' });
  } finally {
    rmSync(directory, { recursive: true });
  }
});

test('reads over what nobody wants, without room for it', async () => {
  const large = entry({ name: 'large.txt', content: 'y'.repeat(600_000) });
  const archive = Buffer.concat([large, ...two, end]);
  expect(await textOf(archive, (name) => name === 'b.txt')).toEqual({ 'b.txt': 'b' });
  await expect(textOf(archive)).rejects.toMatchObject({
    code: 'dataset-too-large',
    message: 'a.tar: its files need 600000 bytes of memory; 10000 bytes are free',
  });
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
  ['an archive cut off in a header', two[0]?.subarray(0, 100) ?? end, 'dataset-truncated', /truncated/],
  ['a damaged header', damaged, 'dataset-corrupt-archive', /header at byte 0 has the checksum \d+, but declares \d+/],
  ['a size that is no number', noSize, 'dataset-corrupt-archive', /size of a cannot be read/],
  [
    'megabytes behind its end',
    Buffer.concat([...two, end, Buffer.alloc(1024 * 1024)]),
    'dataset-trailing-bytes',
    /more than 1048576 bytes follow the end of the archive/,
  ],
  ['another format', Buffer.alloc(1024, 'text'), 'dataset-corrupt-archive', /checksum/],
])('refuses %s', async (_what, archive, code, message) => {
  await expect(textOf(archive)).rejects.toThrow(
    expect.objectContaining({ code, message: expect.stringMatching(message), hint: expect.stringMatching(/\w/) }),
  );
});
