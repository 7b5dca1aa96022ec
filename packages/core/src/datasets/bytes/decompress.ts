import { pipeline, Readable } from 'node:stream';
import { createGunzip, createInflateRaw } from 'node:zlib';

/** Deflate packs at most 258 bytes into 2 bits, so unpacked data is at most this many times as long. */
export const largestExpansion = 1032;

const settings = { chunkSize: 256 * 1024 };

/**
 * Unpacks gzip or raw deflate data on demand and no further. At the end, `onEnd` receives the number of packed bytes
 * that were used. Throws the errors of zlib.
 */
export async function* decompress(
  packed: AsyncIterable<Uint8Array>,
  format: 'gzip' | 'deflate',
  onEnd: (usedBytes: number) => void = () => undefined,
): AsyncGenerator<Uint8Array> {
  const stream = format === 'gzip' ? createGunzip(settings) : createInflateRaw(settings);
  // A failure of either end reaches the loop; leaving the loop early destroys both.
  pipeline(Readable.from(packed, { objectMode: false }), stream, () => undefined);
  for await (const chunk of stream) yield chunk as Uint8Array;
  onEnd(stream.bytesWritten);
}
