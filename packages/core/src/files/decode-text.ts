import { FileError } from './file-error.ts';

/** Byte order marks of UTF-16, which Notepad calls "Unicode" and in which PowerShell writes with `>`. */
const encodings = [
  { encoding: 'utf-16le', mark: [0xff, 0xfe] },
  { encoding: 'utf-16be', mark: [0xfe, 0xff] },
] as const;

/**
 * The text of a file in UTF-8, or in UTF-16 that says so by its byte order mark. The mark is not part of it, and every line
 * ends with `\n`, whether by the habit of Unix, Windows or the old Mac OS.
 * @throws FileError `unreadable` for bytes that are no such text
 */
export function decodeText(bytes: Uint8Array): string {
  const marked = encodings.find(({ mark }) => mark.every((byte, index) => bytes[index] === byte));
  const encoding = marked?.encoding ?? 'utf-8';
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new FileError('unreadable', `it holds bytes that are not ${encoding.toUpperCase()}`, cause);
  }
  if (text.includes('\0')) throw new FileError('unreadable', 'it holds zero bytes');
  return text.replace(/\r\n?/g, '\n');
}
