import type { RegularFile } from '../files/index.ts';

/** A file that is in memory, for tests of what reads files. */
export function memoryFile(content: Uint8Array): RegularFile {
  return {
    size: content.length,
    read: async (target, position) => {
      const part = content.subarray(position, position + target.length);
      target.set(part);
      return part.length;
    },
    close: async () => undefined,
  };
}
