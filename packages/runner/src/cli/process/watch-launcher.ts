import { readFileSync } from 'node:fs';

/** Returns a process's name and its parent's id; undefined when the process is gone or the system does not say. */
export type FindProcess = (id: number) => { readonly name: string; readonly parent: number } | undefined;

export interface LauncherOptions {
  /** Returns the current parent id of this process. It changes when the parent ends. */
  readonly parent: () => number;
  readonly findProcess?: FindProcess;
  readonly intervalMs?: number;
}

/** At most this many shells and wrapper scripts stand between npm and this process. */
const maxAncestors = 6;

/**
 * Calls back once when the npm or npx that started this process has ended, or a process between them. npm passes
 * SIGTERM only to its shell, which ends without a word, and npm itself ends on SIGHUP or SIGKILL; the program would
 * then run on with nobody to stop it.
 *
 * @returns a function that ends the watch. The watch does not keep the process alive
 */
export function watchLauncher(
  { parent, findProcess = findLinuxProcess, intervalMs = 500 }: LauncherOptions,
  onGone: () => void,
): () => void {
  const line = ancestors(parent(), findProcess);
  const timer = setInterval(() => {
    if (sameAncestors(line, parent(), findProcess)) return;
    clearInterval(timer);
    onGone();
  }, intervalMs);
  timer.unref();
  return () => clearInterval(timer);
}

/** Returns the ids from the parent up to npm; only the parent when npm is not an ancestor. */
function ancestors(parent: number, findProcess: FindProcess): readonly number[] {
  const line = [parent];
  for (let id = parent; line.length <= maxAncestors;) {
    const found = findProcess(id);
    if (found === undefined) break;
    if (/^np[mx]\b/u.test(found.name)) return line;
    id = found.parent;
    line.push(id);
  }
  return [parent];
}

function sameAncestors(line: readonly number[], parent: number, findProcess: FindProcess): boolean {
  return line.every((id, i) => id === (i === 0 ? parent : findProcess(line[i - 1] ?? 0)?.parent));
}

/** Reads `/proc/ID/stat`: `ID (NAME) STATE PARENT ...`. A name may contain spaces and brackets. */
function findLinuxProcess(id: number): ReturnType<FindProcess> {
  try {
    const [, name, parent] = /^\d+ \((.*)\) \S (\d+) /su.exec(readFileSync(`/proc/${id}/stat`, 'utf8')) ?? [];
    return name === undefined ? undefined : { name, parent: Number(parent) };
  } catch {
    return undefined;
  }
}
