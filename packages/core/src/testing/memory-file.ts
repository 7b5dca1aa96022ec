import type { RegularFile } from '../files/index.ts';

/** Makes a file in memory, for tests of code that reads files. */
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
