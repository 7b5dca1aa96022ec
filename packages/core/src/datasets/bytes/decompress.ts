import { pipeline, Readable } from 'node:stream';
import { createGunzip, createInflateRaw } from 'node:zlib';

/** Deflate makes 258 bytes of 2 bits at best: what it unpacks is never more than this times as long. */
export const largestExpansion = 1032;

const settings = { chunkSize: 256 * 1024 };

/**
 * Unpacks gzip or bare deflate data as it is asked for, and no further. When it is done, `onEnd` is told how many of the
 * packed bytes were used. Throws what zlib throws.
 */
export async function* decompress(
  packed: AsyncIterable<Uint8Array>,
  format: 'gzip' | 'deflate',
  onEnd: (usedBytes: number) => void = () => undefined,
): AsyncGenerator<Uint8Array> {
  const stream = format === 'gzip' ? createGunzip(settings) : createInflateRaw(settings);
  // The failure of either end reaches the loop; ending the loop early destroys both.
  pipeline(Readable.from(packed, { objectMode: false }), stream, () => undefined);
  for await (const chunk of stream) yield chunk as Uint8Array;
  onEnd(stream.bytesWritten);
}
