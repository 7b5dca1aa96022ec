import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** Where a process id means something: the same number is another process after a restart and in another container. */
export interface ProcessHome {
  /** Tells one start of a machine from the next, and from another machine. */
  readonly boot: string;
  /** Processes of one namespace see each other's ids. */
  readonly pidNamespace: string;
}

/** Linux tells both. Elsewhere the machine's name stands for them: there are no namespaces, and a restart resets the uptime. */
export function readProcessHome(): ProcessHome {
  const machine = `host ${hostname()}`;
  return {
    boot: orElse(machine, () => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
    pidNamespace: orElse(machine, () => readlinkSync('/proc/self/ns/pid')),
  };
}

export function isSameHome(a: ProcessHome, b: ProcessHome): boolean {
  return a.boot === b.boot && a.pidNamespace === b.pidNamespace;
}

function orElse(fallback: string, read: () => string): string {
  try {
    return read() || fallback;
  } catch {
    return fallback;
  }
}
