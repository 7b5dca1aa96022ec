import { isProcessAlive } from './is-process-alive.ts';
import { readProcessHome, type ProcessHome } from './process-home.ts';

/** The clock and processes that a store uses; tests inject their own. */
export interface Surroundings {
  /**
   * Returns milliseconds since the Unix epoch. The clock may be changed at any time, so it gives dates but no
   * durations.
   */
  readonly clock: () => number;
  /** Reads a monotonic clock, in milliseconds since the machine started, the same for all processes. */
  readonly uptime: () => number;
  /** Machine, boot and namespace of this process. */
  readonly home: ProcessHome;
  /** Tells whether a process of this home is alive. */
  readonly isProcessAlive: (processId: number) => boolean;
}

export const realSurroundings: Surroundings = {
  clock: Date.now,
  uptime: () => Math.round(Number(process.hrtime.bigint()) / 1e6),
  home: readProcessHome(),
  isProcessAlive,
};
