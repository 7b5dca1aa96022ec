interface Closable {
  readonly close: () => Promise<void>;
}

/**
 * Calls `work` with a function that records opened sources, and closes all of them when `work` has ended in any way.
 */
export async function withSources<Result>(
  work: (keep: <Source extends Closable>(source: Source) => Source) => Promise<Result>,
): Promise<Result> {
  const opened: Closable[] = [];
  try {
    return await work((source) => {
      opened.push(source);
      return source;
    });
  } finally {
    for (const source of opened.toReversed()) await source.close();
  }
}
