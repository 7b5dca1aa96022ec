import { expect, test } from 'vitest';
import { decodeText } from './decode-text.ts';

const text = 'name: café 猫 😀\nb: 2\n';
const little = Buffer.from(`\uFEFF${text}`, 'utf16le');
const big = Buffer.from(little).swap16();

test.each([
  ['UTF-8', Buffer.from(text)],
  ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${text}`)],
  ['UTF-16 LE', little],
  ['UTF-16 BE', big],
  ['Windows line ends', Buffer.from(text.replaceAll('\n', '\r\n'))],
  ['line ends of the old Mac OS', Buffer.from(text.replaceAll('\n', '\r'))],
  ['Windows line ends in UTF-16', Buffer.from(`\uFEFF${text.replaceAll('\n', '\r\n')}`, 'utf16le')],
])('%s', (_, bytes) => {
  expect(decodeText(bytes)).toBe(text);
});

test.each([
  ['Latin-1', Buffer.from('café', 'latin1'), 'it contains bytes that are not UTF-8'],
  ['UTF-16 that was cut', little.subarray(0, -1), 'it contains bytes that are not UTF-16LE'],
  ['half a pair in UTF-16 BE', Buffer.from([0xfe, 0xff, 0xd8, 0x3d]), 'it contains bytes that are not UTF-16BE'],
  ['UTF-32 LE', Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]), 'it contains zero bytes'],
  ['binary', Buffer.from([0x1f, 0x0b, 0, 0, 1]), 'it contains zero bytes'],
])('%s is no text', (_, bytes, message) => {
  expect(() => decodeText(bytes)).toThrow(expect.objectContaining({ reason: 'unreadable', message }));
});
