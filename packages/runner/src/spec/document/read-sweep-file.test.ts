import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadSweep } from '../load-sweep.ts';
import { inDirectory, loadText, refusal } from '../testing/load-text.ts';

const start = 'start from a copy of experiments/quickstart.yaml';
const give = 'give the path of a sweep file, or try the one that comes with the program: `runner sweep quickstart`';

test('no such file, also below a file', () => {
  inDirectory((currentDirectory) => {
    writeFileSync(join(currentDirectory, 'a.yaml'), 'name: a');
    for (const file of ['none.yaml', 'a.yaml/b.yaml']) {
      expect(refusal(() => loadSweep(file, { currentDirectory }))).toEqual({
        code: 'sweep-file-not-found',
        message: `${file}: no such file`,
        hint: give,
      });
    }
  });
});

test('a directory', () => {
  inDirectory((currentDirectory) => {
    mkdirSync(join(currentDirectory, 'sweeps'));
    expect(refusal(() => loadSweep('sweeps', { currentDirectory }))).toEqual({
      code: 'sweep-file-not-readable',
      message: 'sweeps: cannot be read: it is a directory, expected a file',
      hint: give,
    });
  });
});

test('a pipe, /dev/zero, links to them, links in a circle and a path with a zero byte', () => {
  inDirectory((currentDirectory) => {
    execFileSync('mkfifo', [join(currentDirectory, 'pipe.yaml')]);
    symlinkSync('pipe.yaml', join(currentDirectory, 'link.yaml'));
    symlinkSync('/dev/zero', join(currentDirectory, 'zero.yaml'));
    symlinkSync('circle.yaml', join(currentDirectory, 'circle.yaml'));
    for (const [file, why] of [
      ['pipe.yaml', 'it is a named pipe, expected a file'],
      ['link.yaml', 'it is a named pipe, expected a file'],
      ['/dev/zero', 'it is a device, expected a file'],
      ['zero.yaml', 'it is a device, expected a file'],
      ['circle.yaml', 'its links form a circle'],
      ['a\0.yaml', 'the path contains a zero byte'],
    ] as const) {
      expect(refusal(() => loadSweep(file, { currentDirectory }))).toEqual({
        code: 'sweep-file-not-readable',
        message: `${file}: cannot be read: ${why}`,
        hint: give,
      });
    }
  });
});

test.each([
  ['nothing', '', 'sweep-file-empty', 'my-sweep.yaml: the file is empty; expected a sweep in YAML', start],
  ['space', ' \n\n', 'sweep-file-empty', 'my-sweep.yaml: the file is empty; expected a sweep in YAML', start],
  [
    'comments',
    '# later\n',
    'sweep-file-empty',
    'my-sweep.yaml:1:1  the file contains no YAML; expected a sweep',
    start,
  ],
  [
    'Latin-1',
    Buffer.from('name: caf\xe9', 'latin1'),
    'sweep-file-not-text',
    'my-sweep.yaml: saw bytes that are not UTF-8; expected YAML in UTF-8',
    'save the file as UTF-8',
  ],
  [
    'binary',
    Buffer.from([0x1f, 0x8b, 0, 0, 1]),
    'sweep-file-not-text',
    'my-sweep.yaml: saw a binary file; expected YAML in UTF-8',
    give,
  ],
  [
    'too large',
    'a'.repeat(1024 * 1024 + 1),
    'sweep-file-not-readable',
    'my-sweep.yaml: cannot be read: it has 1048577 bytes, expected at most 1048576',
    give,
  ],
])('a file of %s', (_what, content, code, message, hint) => {
  expect(refusal(() => loadText(content))).toEqual({ code, message, hint });
});

test.each([
  ['UTF-8 with a byte order mark', Buffer.from('\uFEFFname: é\r\nrepeats: 2\r\n')],
  ['UTF-16 LE, as Notepad saves "Unicode"', Buffer.from('\uFEFFname: é\r\nrepeats: 2\r\n', 'utf16le')],
  ['UTF-16 BE', Buffer.from('\uFEFFname: é\r\nrepeats: 2\r\n', 'utf16le').swap16()],
  ['lines that end with a carriage return alone', Buffer.from('name: é\rrepeats: 2\r')],
])('%s is read', (_, content) => {
  expect(loadText(content).spec).toMatchObject({ name: 'é', repeats: 2 });
});

test('an error in UTF-16 and with Windows line ends has its line and column', () => {
  const content = Buffer.from('\uFEFFname: é\r\nrepeats: many\r\n', 'utf16le');
  expect(refusal(() => loadText(content)).message).toMatch(/^my-sweep\.yaml:2:10 /);
});
