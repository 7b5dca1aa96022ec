import type { Writable } from 'node:stream';
import { SweepdeckError } from '@sweepdeck/core/errors';

/** Errors that mean the reader closed the pipe or the terminal. That is the reader's choice and not an error. */
const closedByReader = new Set(['EPIPE', 'EIO', 'ERR_STREAM_DESTROYED']);

export interface FollowedOutput {
  /** Resolves when all output has been written or refused. Never rejects. */
  settled(): Promise<void>;
  /**
   * Returns the error that kept output from being written, such as a full disk; undefined when everything was written
   * or the reader left.
   */
  lost(): SweepdeckError | undefined;
}

/**
 * Keeps the process alive when its output cannot be written. Without a listener, the first failed write would end the
 * process, and with it a sweep that still trains.
 */
export function followOutput(streams: readonly Writable[]): FollowedOutput {
  let lost: SweepdeckError | undefined;
  for (const stream of streams) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (closedByReader.has(error.code ?? '')) return;
      lost ??= new SweepdeckError({
        code: 'output-not-written',
        message: `Some output could not be written: ${error.message}.`,
        hint: 'The results of the sweep are in its store regardless: see `runner list`.',
        cause: error,
      });
    });
  }
  return {
    async settled() {
      // Writes complete in order, so an empty write completes last.
      await Promise.all(streams.map((stream) => new Promise<void>((resolve) => stream.write('', () => resolve()))));
    },
    lost: () => lost,
  };
}
