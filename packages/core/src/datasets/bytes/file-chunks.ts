import type { RegularFile } from '../../files/index.ts';

const chunkBytes = 256 * 1024;

/** Yields the bytes `start` to `end` of a file in chunks, fewer if the file ends earlier. */
export async function* fileChunks(file: RegularFile, start: number, end: number): AsyncGenerator<Uint8Array> {
  for (let position = start; position < end;) {
    // Each chunk is a new array, so a consumer may keep it.
    const chunk = new Uint8Array(Math.min(chunkBytes, end - position));
    const count = await file.read(chunk, position);
    if (count === 0) return;
    yield chunk.subarray(0, count);
    position += count;
  }
}
