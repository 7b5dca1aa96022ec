import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/**
 * The machine, boot and namespace in which a process id is valid. The same id is another process after a restart or
 * in another container.
 */
export interface ProcessHome {
  /** Identifies a boot of a machine. */
  readonly boot: string;
  /** Processes of one namespace see each other's ids. */
  readonly pidNamespace: string;
}

/**
 * Reads both from Linux. Elsewhere uses the machine's name: there are no namespaces, and a restart resets the uptime.
 */
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
