import type { Stats } from 'node:fs';

/** Describes what a path leads to; undefined for a regular file, the only kind whose content has an end. */
export function describeEntry(stats: Stats): string | undefined {
  if (stats.isFile()) return undefined;
  if (stats.isDirectory()) return 'a directory';
  if (stats.isFIFO()) return 'a named pipe';
  if (stats.isSocket()) return 'a socket';
  return 'a device';
}
