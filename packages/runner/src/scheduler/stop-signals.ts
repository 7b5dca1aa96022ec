/** Requests to end a running sweep: `drain` starts no further trial, `stop` also ends the running ones. */
export interface StopSignals {
  readonly drain: AbortSignal;
  readonly stop: AbortSignal;
}

export interface ListeningStopSignals extends StopSignals {
  /** Restores the process's default reaction to signals. */
  close(): void;
}

/**
 * Listens for signals. The first SIGINT (Ctrl-C) drains, the second stops; SIGTERM and SIGHUP (closed terminal) stop
 * at once.
 */
export function listenForStopSignals(source: NodeJS.EventEmitter = process): ListeningStopSignals {
  const drain = new AbortController();
  const stop = new AbortController();
  const stopNow = (): void => {
    drain.abort();
    stop.abort();
  };
  const interrupt = (): void => (drain.signal.aborted ? stopNow() : drain.abort());
  source.on('SIGINT', interrupt);
  source.on('SIGTERM', stopNow);
  source.on('SIGHUP', stopNow);
  return {
    drain: drain.signal,
    stop: stop.signal,
    close() {
      source.off('SIGINT', interrupt);
      source.off('SIGTERM', stopNow);
      source.off('SIGHUP', stopNow);
    },
  };
}
