import { isProcessAlive } from './is-process-alive.ts';
import { readProcessHome, type ProcessHome } from './process-home.ts';

/** What a store asks of the machine; injected by tests. */
export interface Surroundings {
  /** Milliseconds since the Unix epoch; may be set at any time, so it gives dates and no durations. */
  readonly clock: () => number;
  /** Milliseconds on a clock that nobody sets, the same for all processes since the machine has started. */
  readonly uptime: () => number;
  /** Of this process. */
  readonly home: ProcessHome;
  /** Of a process id of this home. */
  readonly isProcessAlive: (processId: number) => boolean;
}

export const realSurroundings: Surroundings = {
  clock: Date.now,
  uptime: () => Math.round(Number(process.hrtime.bigint()) / 1e6),
  home: readProcessHome(),
  isProcessAlive,
};
