import { isSameHome, type ProcessHome } from './process-home.ts';
import type { Surroundings } from './surroundings.ts';

/** A sweep that has been silent for longer than this is taken for interrupted. */
export const heartbeatTimeoutMs = 15_000;

/** Who said that it runs a sweep, and when it said so last. */
export interface Hold {
  readonly status: string;
  readonly processId: number | null;
  /** Of the process; null in rows that an earlier version has written. */
  readonly home: ProcessHome | null;
  readonly heartbeatAt: number | null;
  readonly heartbeatUptimeMs: number | null;
}

/**
 * Tells whether the process that said it runs a sweep still does. Its id is looked for only where it means something, and
 * the age of its last word is taken from the uptime wherever that is the same clock: the time of day may have been set.
 */
export function isHeld(hold: Hold, { clock, uptime, home, isProcessAlive: isAlive }: Surroundings): boolean {
  const { status, processId, heartbeatAt, heartbeatUptimeMs } = hold;
  if (status !== 'running' || processId === null || heartbeatAt === null) return false;
  const isSameBoot = hold.home?.boot === home.boot && heartbeatUptimeMs !== null;
  // A word from the future comes from before a restart, or from a clock that was set back.
  const ageMs = Math.abs(isSameBoot ? uptime() - heartbeatUptimeMs : clock() - heartbeatAt);
  if (ageMs > heartbeatTimeoutMs) return false;
  return hold.home === null || !isSameHome(hold.home, home) || isAlive(processId);
}
