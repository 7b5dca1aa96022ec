import type { RegularFile } from '../../files/index.ts';

const chunkBytes = 256 * 1024;

/** The bytes `start` to `end` of a file in chunks, fewer where it ends before. */
export async function* fileChunks(file: RegularFile, start: number, end: number): AsyncGenerator<Uint8Array> {
  for (let position = start; position < end;) {
    // A chunk of its own each time: what takes it may keep it.
    const chunk = new Uint8Array(Math.min(chunkBytes, end - position));
    const count = await file.read(chunk, position);
    if (count === 0) return;
    yield chunk.subarray(0, count);
    position += count;
  }
}
