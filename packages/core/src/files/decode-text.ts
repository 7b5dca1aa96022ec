import { FileError } from './file-error.ts';

/** Byte order marks of UTF-16, which Notepad calls "Unicode" and PowerShell writes with `>`. */
const encodings = [
  { encoding: 'utf-16le', mark: [0xff, 0xfe] },
  { encoding: 'utf-16be', mark: [0xfe, 0xff] },
] as const;

/**
 * Decodes a text file in UTF-8, or in UTF-16 with a byte order mark. Removes the mark and ends every line with `\n`.
 *
 * @throws FileError `unreadable` for bytes that are not such text
 */
export function decodeText(bytes: Uint8Array): string {
  const marked = encodings.find(({ mark }) => mark.every((byte, index) => bytes[index] === byte));
  const encoding = marked?.encoding ?? 'utf-8';
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new FileError('unreadable', `it contains bytes that are not ${encoding.toUpperCase()}`, cause);
  }
  if (text.includes('\0')) throw new FileError('unreadable', 'it contains zero bytes');
  return text.replace(/\r\n?/g, '\n');
}
