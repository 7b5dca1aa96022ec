import { isSameHome, type ProcessHome } from './process-home.ts';
import type { Surroundings } from './surroundings.ts';

/** A sweep without a heartbeat for this long counts as interrupted. */
export const heartbeatTimeoutMs = 15_000;

/** The process that claims to run a sweep, and its last heartbeat. */
export interface Hold {
  readonly status: string;
  readonly processId: number | null;
  /** Machine and namespace of the process; null in rows of earlier versions. */
  readonly home: ProcessHome | null;
  readonly heartbeatAt: number | null;
  readonly heartbeatUptimeMs: number | null;
}

/**
 * Tells whether the process that claims a sweep still runs it. Looks for the process id only on the same machine,
 * boot and namespace. Measures the age of the heartbeat by the uptime if possible, because the wall clock may have
 * been changed.
 */
export function isHeld(hold: Hold, { clock, uptime, home, isProcessAlive: isAlive }: Surroundings): boolean {
  const { status, processId, heartbeatAt, heartbeatUptimeMs } = hold;
  if (status !== 'running' || processId === null || heartbeatAt === null) return false;
  const isSameBoot = hold.home?.boot === home.boot && heartbeatUptimeMs !== null;
  // A heartbeat from the future is from before a restart, or from before the clock was set back.
  const ageMs = Math.abs(isSameBoot ? uptime() - heartbeatUptimeMs : clock() - heartbeatAt);
  if (ageMs > heartbeatTimeoutMs) return false;
  return hold.home === null || !isSameHome(hold.home, home) || isAlive(processId);
}
