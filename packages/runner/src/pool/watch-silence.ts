export interface SilenceWatch {
  /** Reports a sign of life; the first one starts the watch. */
  heard(): void;
  close(): void;
}

const parts = 20;

/**
 * Calls `onSilence` once after about `limitMs` without a sign of life. Counts ticks instead of reading a clock: a
 * process that was suspended, or busy itself, must not take its own absence for the worker's silence.
 */
export function watchSilence(limitMs: number, onSilence: () => void): SilenceWatch {
  let timer: NodeJS.Timeout | undefined;
  let ticks = 0;
  const tick = (): void => {
    ticks++;
    if (ticks < parts) return;
    clearInterval(timer);
    onSilence();
  };
  return {
    heard() {
      ticks = 0;
      timer ??= setInterval(tick, limitMs / parts);
    },
    close() {
      clearInterval(timer);
    },
  };
}
