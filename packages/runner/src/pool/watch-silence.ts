export interface SilenceWatch {
  /** Something was said; the first time begins the watch. */
  heard(): void;
  close(): void;
}

const parts = 20;

/**
 * Calls `onSilence` once when nothing was heard for about `limitMs`. Counts ticks, not the clock: a process that was suspended, or
 * was busy itself, must not take its own absence for the other's silence.
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
