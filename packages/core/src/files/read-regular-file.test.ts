import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readRegularFile, readRegularFileSync } from './read-regular-file.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'sweepdeck-files-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const at = (name: string): string => join(directory, name);
const readers = [
  ['readRegularFile', readRegularFile],
  ['readRegularFileSync', async (...args: Parameters<typeof readRegularFileSync>) => readRegularFileSync(...args)],
] as const;

describe.each(readers)('%s', (_name, read) => {
  test('reads a file, an empty file and what a link leads to', async () => {
    writeFileSync(at('a'), 'content');
    writeFileSync(at('empty'), '');
    symlinkSync(at('a'), at('link'));
    expect((await read(at('a'))).toString()).toBe('content');
    expect((await read(at('link'))).toString()).toBe('content');
    expect(await read(at('empty'))).toHaveLength(0);
  });

  test.skipIf(process.platform === 'win32')(
    'refuses pipes, devices, sockets and links to them without waiting',
    async () => {
      execFileSync('mkfifo', [at('pipe')]);
      symlinkSync(at('pipe'), at('link-to-pipe'));
      symlinkSync('/dev/zero', at('link-to-zero'));
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(at('socket'), resolve));
      try {
        for (const [path, kind] of [
          [at('pipe'), 'a named pipe'],
          [at('link-to-pipe'), 'a named pipe'],
          [at('link-to-zero'), 'a device'],
          ['/dev/zero', 'a device'],
          [at('socket'), 'a socket'],
          [directory, 'a directory'],
        ] as const) {
          await expect(read(path)).rejects.toMatchObject({
            reason: 'unreadable',
            message: `it is ${kind}, expected a file`,
          });
        }
      } finally {
        await new Promise((resolve) => server.close(resolve));
      }
    },
  );

  test('says what else is wrong with a path', async () => {
    symlinkSync(at('b'), at('a'));
    symlinkSync(at('a'), at('b'));
    symlinkSync(at('nowhere'), at('broken'));
    writeFileSync(at('file'), 'x');
    for (const [path, reason, message] of [
      [at('missing'), 'missing', 'it does not exist'],
      [at('broken'), 'missing', 'it does not exist'],
      [at('file/below'), 'missing', 'it does not exist'],
      [at('a'), 'unreadable', 'its links form a circle'],
      [at('x'.repeat(300)), 'unreadable', 'the name is longer than the file system allows'],
      [at('a\0b'), 'unreadable', 'the path contains a zero byte'],
    ] as const) {
      await expect(read(path)).rejects.toMatchObject({ reason, message });
    }
  });

  test('refuses a file that is too large, without reading it', async () => {
    writeFileSync(at('large'), '');
    // A hole: no bytes on the disk.
    truncateSync(at('large'), 2 ** 40);
    await expect(read(at('large'))).rejects.toMatchObject({
      reason: 'unreadable',
      message: 'it has 1099511627776 bytes, expected at most 1073741824',
    });
    await expect(read(at('large'), { maxBytes: 10 })).rejects.toMatchObject({
      message: expect.stringMatching(/at most 10$/),
    });
  });
});

test('takes a file in /proc as what it says it is, an empty one', async (context) => {
  if (!existsSync('/proc/self/status')) context.skip('needs /proc');
  expect(await readRegularFile('/proc/self/status')).toHaveLength(0);
});
