import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import type { ProcessHome } from '../process-home.ts';

/**
 * Names of files that are being written. Killed processes leave them behind, so each name says which process it
 * belongs to.
 */
export interface PartialFiles {
  nameOf(path: string): string;
  /** True when nobody writes the file any more; false for files with any other name. */
  isAbandoned(path: string, now: { readonly now: number; isProcessAlive(processId: number): boolean }): boolean;
}

/** Writing a file takes seconds. */
const oldMs = 3_600_000;

export function partialFiles(home: ProcessHome, ownProcessId: number = process.pid): PartialFiles {
  const place = createHash('sha256').update(`${home.boot} ${home.pidNamespace}`).digest('hex').slice(0, 8);
  return {
    nameOf: (path) => `${path}.${ownProcessId}-${place}.tmp`,
    isAbandoned(path, { now, isProcessAlive }) {
      const match = /\.(\d+)(?:-([0-9a-f]{8}))?\.tmp$/.exec(path);
      if (match === null) return false;
      // The process belongs to this machine and namespace, so it can be looked for. A file with this process's own id
      // comes from an earlier process.
      if (match[2] === place) return Number(match[1]) === ownProcessId || !isProcessAlive(Number(match[1]));
      const writtenAt = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
      return writtenAt !== undefined && now - writtenAt > oldMs;
    },
  };
}
