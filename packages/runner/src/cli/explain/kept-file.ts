import { statSync } from 'node:fs';
import type { TrialReading } from './trial-history.ts';

/** Returns size and date of a file of kept weights; null when there is none. */
export function keptFile(path: string): TrialReading['weights'] {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats === undefined ? null : { bytes: stats.size, keptAt: stats.mtimeMs };
}
