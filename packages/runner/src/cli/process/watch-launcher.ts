import { readFileSync } from 'node:fs';

/** How one process came to be: its name and its parent's id; undefined when it is gone, or where the system does not tell. */
export type FindProcess = (id: number) => { readonly name: string; readonly parent: number } | undefined;

export interface LauncherOptions {
  /** Of this process, asked anew each time: a process whose parent ends gets another. */
  readonly parent: () => number;
  readonly findProcess?: FindProcess;
  readonly intervalMs?: number;
}

/** Shells and wrapper scripts stand between npm and this process; more of them than this do not. */
const maxAncestors = 6;

/**
 * Calls back once when the npm or npx that started this process is gone, or what stands between them. npm hands SIGTERM to
 * its shell alone, which ends without telling anybody, and on SIGHUP or SIGKILL npm itself does: the program would go on
 * with nobody to stop it.
 * @returns ends the watch, which does not keep the process alive
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

/** Ids from the parent to npm; the parent alone where npm is not found among the ancestors. */
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

/** From `/proc/ID/stat`, `ID (NAME) STATE PARENT ...`; a name may hold spaces and brackets. */
function findLinuxProcess(id: number): ReturnType<FindProcess> {
  try {
    const [, name, parent] = /^\d+ \((.*)\) \S (\d+) /su.exec(readFileSync(`/proc/${id}/stat`, 'utf8')) ?? [];
    return name === undefined ? undefined : { name, parent: Number(parent) };
  } catch {
    return undefined;
  }
}
