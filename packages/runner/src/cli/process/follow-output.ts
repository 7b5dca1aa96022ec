import type { Writable } from 'node:stream';
import { SweepdeckError } from '@sweepdeck/core/errors';

/** Nobody reads any more: the pipe or the terminal was closed. That is the reader's choice, not an error. */
const closedByReader = new Set(['EPIPE', 'EIO', 'ERR_STREAM_DESTROYED']);

export interface FollowedOutput {
  /** Resolves when everything has been written or refused. Never rejects. */
  settled(): Promise<void>;
  /** What kept the output from being written, a full disk for instance; undefined when all of it was written or nobody read it. */
  lost(): SweepdeckError | undefined;
}

/**
 * Keeps the process going when its output cannot be written: without a listener the first failed write would end it, and
 * with it a sweep that still trains.
 */
export function followOutput(streams: readonly Writable[]): FollowedOutput {
  let lost: SweepdeckError | undefined;
  for (const stream of streams) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (closedByReader.has(error.code ?? '')) return;
      lost ??= new SweepdeckError({
        code: 'output-not-written',
        message: `Some output could not be written: ${error.message}.`,
        hint: 'The results of a sweep are in its store whatever happens to the output: see `runner list`.',
        cause: error,
      });
    });
  }
  return {
    async settled() {
      // Writes are answered in order, so the answer to an empty one comes last.
      await Promise.all(streams.map((stream) => new Promise<void>((resolve) => stream.write('', () => resolve()))));
    },
    lost: () => lost,
  };
}
