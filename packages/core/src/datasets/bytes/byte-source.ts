/** Bytes that are read in order: from a file, from compressed data, or from a file in an archive. */
export interface ByteSource {
  /** Name of the source for messages: a path, in an archive followed by the file's name. */
  readonly from: string;
  /** Fills `target` with the next bytes, fewer only at the end. Returns the number of bytes. */
  readonly read: (target: Uint8Array) => Promise<number>;
  /** Returns how many bytes can still come, exactly or at most. */
  readonly remaining: () => { readonly bytes: number; readonly isExact: boolean };
  /** May be called at any time and more than once. */
  readonly close: () => Promise<void>;
}

/** Makes a source of chunks. `total` limits their length. */
export function sourceOfChunks(
  from: string,
  chunks: AsyncIterable<Uint8Array>,
  total: { readonly bytes: number; readonly isExact: boolean },
): ByteSource {
  const iterator = chunks[Symbol.asyncIterator]();
  let chunk: Uint8Array = new Uint8Array(0);
  let given = 0;
  return {
    from,
    read: async (target) => {
      let filled = 0;
      while (filled < target.length) {
        if (chunk.length === 0) {
          const next = await iterator.next();
          if (next.done === true) break;
          chunk = next.value;
          continue;
        }
        const part = chunk.subarray(0, target.length - filled);
        target.set(part, filled);
        filled += part.length;
        chunk = chunk.subarray(part.length);
      }
      given += filled;
      return filled;
    },
    remaining: () => ({ bytes: Math.max(0, total.bytes - given), isExact: total.isExact }),
    close: async () => {
      await iterator.return?.();
    },
  };
}
