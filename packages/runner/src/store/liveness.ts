import { readFileSync } from 'node:fs';

/** A sweep that has been silent for longer than this is taken for interrupted. */
export const heartbeatTimeoutMs = 15_000;

export interface Hold {
  readonly status: string;
  readonly processId: number | null;
  readonly heartbeatAt: number | null;
}

/** Tells whether the process that said it runs a sweep still does: it exists and has spoken lately. */
export function isHeld(hold: Hold, now: number, isAlive: (processId: number) => boolean): boolean {
  if (hold.status !== 'running' || hold.processId === null || hold.heartbeatAt === null) return false;
  return now - hold.heartbeatAt <= heartbeatTimeoutMs && isAlive(hold.processId);
}

export function isProcessAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return !isZombie(processId);
  } catch (error) {
    // EPERM: it exists, but belongs to someone else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** A killed process keeps its number until its parent asks for its end; Linux tells the state, other systems have no such file. */
function isZombie(processId: number): boolean {
  try {
    const status = readFileSync(`/proc/${processId}/stat`, 'utf8');
    // The state follows the command, which stands in parentheses and may hold spaces.
    return status.slice(status.lastIndexOf(')') + 2).startsWith('Z');
  } catch {
    return false;
  }
}
