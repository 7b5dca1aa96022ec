import type { ByteSource } from './byte-source.ts';
import { allocate, refuseLargerThanMemory } from './memory.ts';

const partBytes = 1024 * 1024;

/** Reads everything that is left in a source, at most `maxBytes`. Errors: `dataset-too-large`, those of the source. */
export async function readWhole(source: ByteSource, maxBytes: number): Promise<Uint8Array> {
  const { bytes, isExact } = source.remaining();
  if (isExact) {
    refuseLargerThanMemory(source.from, 'its contents', bytes, maxBytes);
    const content = allocate(source.from, bytes);
    return content.subarray(0, await source.read(content));
  }
  const parts: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const part = new Uint8Array(partBytes);
    const count = await source.read(part);
    if (count === 0) return Buffer.concat(parts, length);
    length += count;
    refuseLargerThanMemory(source.from, 'its unpacked contents', length, maxBytes);
    parts.push(part.subarray(0, count));
  }
}
