import { readdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { partialFiles } from '../../store/checkpoints/partial-files.ts';
import { realSurroundings, type Surroundings } from '../../store/surroundings.ts';

type Role = 'new' | 'old';

/** Names a temporary folder that this process writes beside the final one. */
export function nameBeside(directory: string, role: Role): string {
  return partialFiles(realSurroundings.home).nameOf(`${prefixOf(directory)}${role}`);
}

/**
 * Removes folders that killed exports into the same place left behind, except those that another process may still be
 * writing.
 */
export function removeAbandonedExports(
  directory: string,
  { home, clock, isProcessAlive }: Pick<Surroundings, 'home' | 'clock' | 'isProcessAlive'> = realSurroundings,
): void {
  const partial = partialFiles(home);
  const place = dirname(directory);
  const prefix = basename(prefixOf(directory));
  for (const name of readdirSync(place)) {
    const path = join(place, name);
    const rest = name.startsWith(prefix) ? name.slice(prefix.length) : '';
    const isOurs = /^(new|old)\.\d+-[0-9a-f]{8}\.tmp$/.test(rest);
    if (isOurs ? partial.isAbandoned(path, { now: clock(), isProcessAlive }) : isOfEarlierVersion(rest, path, clock()))
      removeQuietly(path);
  }
}

const prefixOf = (directory: string): string => join(dirname(directory), `.${basename(directory)}.`);

/**
 * Earlier versions did not record which machine the process id belongs to, so only the age counts. Writing an export
 * takes seconds.
 */
function isOfEarlierVersion(rest: string, path: string, now: number): boolean {
  if (!/^\d+\.(new|old)$/.test(rest)) return false;
  const writtenAt = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  return writtenAt !== undefined && now - writtenAt > 3_600_000;
}

/** The export itself has succeeded. */
function removeQuietly(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // Another export may have just removed it.
  }
}
