/** Bytes that are read from their start to their end: of a file, unpacked from one, or of one file in an archive. */
export interface ByteSource {
  /** Where they come from, for messages: a path, in an archive followed by the name there. */
  readonly from: string;
  /** Fills `target` with the next bytes; less only where they end. Gives the number of bytes. */
  readonly read: (target: Uint8Array) => Promise<number>;
  /** How many can still come: exactly so many, or at most. */
  readonly remaining: () => { readonly bytes: number; readonly isExact: boolean };
  /** May be called at any place and more than once. */
  readonly close: () => Promise<void>;
}

/** A source over chunks as they come. `total` bounds their length. */
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
