import type { PrintedOutput } from '../records/printed-output.ts';

/** The log keeps the first 16 KiB and the last 48 KiB. */
const headBytes = 16 * 1024;
const tailBytes = 48 * 1024;
const counterBytes = 2 * Float64Array.BYTES_PER_ELEMENT;
const newline = 10;

/** A cut moves to the end of a line that is no further away than this. */
const nearBytes = 1024;

/**
 * Keeps the output of one trial in shared memory of a fixed size. One thread writes; any other can read at any time,
 * even after the writer has ended or hangs.
 */
export interface OutputLog {
  readonly buffer: SharedArrayBuffer;
  append(text: string | Uint8Array): void;
  /**
   * Returns the output; undefined while nothing has been printed. If it is written to meanwhile, the last lines may
   * be garbled.
   */
  read(): PrintedOutput | undefined;
  /** Returns the number of bytes printed so far, kept or not. It grows when there is more to read. */
  bytes(): number;
}

/**
 * Opens an output log.
 * @param buffer the memory of an existing log; a new log when omitted
 */
export function createOutputLog(
  buffer: SharedArrayBuffer = new SharedArrayBuffer(counterBytes + headBytes + tailBytes),
): OutputLog {
  const counters = new Float64Array(buffer, 0, 2);
  const head = new Uint8Array(buffer, counterBytes, headBytes);
  const ring = Buffer.from(buffer, counterBytes + headBytes, tailBytes);
  const bytes = (): number => counters[0] ?? 0;
  const count = (newBytes: number, newLines: number): void => {
    counters[1] = (counters[1] ?? 0) + newLines;
    counters[0] = bytes() + newBytes;
  };
  return {
    buffer,
    bytes,
    append(text) {
      const place = bytes() - headBytes;
      // Fast path for text that fits without wrapping around: it is encoded directly into its place.
      if (typeof text === 'string' && place >= 0 && 3 * text.length <= tailBytes - (place % tailBytes)) {
        count(ring.write(text, place % tailBytes), countNewlines(text));
        return;
      }
      const chunk = typeof text === 'string' ? Buffer.from(text) : text;
      const before = bytes();
      const forHead = chunk.subarray(0, Math.max(0, headBytes - before));
      head.set(forHead, Math.min(before, headBytes));
      const rest = chunk.subarray(forHead.length);
      const kept = rest.subarray(Math.max(0, rest.length - tailBytes));
      const start = (Math.max(0, before - headBytes) + rest.length - kept.length) % tailBytes;
      const untilEnd = kept.subarray(0, tailBytes - start);
      ring.set(untilEnd, start);
      ring.set(kept.subarray(untilEnd.length));
      count(chunk.length, countNewlines(chunk));
    },
    read() {
      const total = bytes();
      if (total === 0) return undefined;
      const inRing = Math.max(0, total - headBytes);
      const end = inRing % tailBytes;
      const kept =
        inRing <= tailBytes ? ring.subarray(0, inRing) : concatenate(ring.subarray(end), ring.subarray(0, end));
      const start = head.slice(0, total);
      const last = kept.at(-1) ?? start.at(-1);
      const lines = (counters[1] ?? 0) + (last === newline ? 0 : 1);
      if (inRing <= tailBytes) {
        return { head: decode(concatenate(start, kept)), tail: '', bytes: total, lines, omittedBytes: 0 };
      }
      const first = beforeCut(start);
      const second = afterCut(kept);
      const omittedBytes = total - first.length - second.length;
      return { head: decode(first), tail: decode(second), bytes: total, lines, omittedBytes };
    },
  };
}

function countNewlines(text: string | Uint8Array): number {
  let count = 0;
  if (typeof text === 'string') for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++;
  else for (let at = text.indexOf(newline); at !== -1; at = text.indexOf(newline, at + 1)) count++;
  return count;
}

/** Cuts after the last whole line, or after the last whole character. */
function beforeCut(bytes: Uint8Array): Uint8Array {
  const line = bytes.lastIndexOf(newline) + 1;
  if (line > bytes.length - nearBytes) return bytes.subarray(0, line);
  let start = bytes.length;
  while (start > bytes.length - 4 && isContinuation(bytes[start - 1])) start--;
  return bytes.subarray(0, (bytes[start - 1] ?? 0) < 0x80 ? start : start - 1);
}

/** Cuts before the first whole line, or before the first whole character. */
function afterCut(bytes: Uint8Array): Uint8Array {
  const line = bytes.indexOf(newline) + 1;
  if (line > 0 && line < nearBytes) return bytes.subarray(line);
  let start = 0;
  while (start < 3 && isContinuation(bytes[start])) start++;
  return bytes.subarray(start);
}

/** Tells whether a byte continues a UTF-8 character. */
function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}

function concatenate(first: Uint8Array, second: Uint8Array): Uint8Array {
  return Buffer.concat([first, second]);
}

function decode(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}
