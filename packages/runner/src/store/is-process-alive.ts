import { readFileSync } from 'node:fs';

/** Tells whether a process exists and is not a zombie. */
export function isProcessAlive(processId: number): boolean {
  // A sweep asks this of itself with every trial.
  if (processId === process.pid) return true;
  try {
    process.kill(processId, 0);
    return !isZombie(processId);
  } catch (error) {
    // EPERM: the process exists but belongs to another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * Tells whether a process is a zombie: a killed process keeps its id until its parent reaps it. Only Linux has this
 * file.
 */
function isZombie(processId: number): boolean {
  try {
    const status = readFileSync(`/proc/${processId}/stat`, 'utf8');
    // The state follows the command in parentheses, which may contain spaces.
    return status.slice(status.lastIndexOf(')') + 2).startsWith('Z');
  } catch {
    return false;
  }
}
