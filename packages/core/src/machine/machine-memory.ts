import { readFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { cgroupMemoryLimit } from './cgroup-limit.ts';

/** Memory that this process and those that it starts may have together. */
export interface MachineMemory {
  readonly bytes: number;
  /** Whether `bytes` are the limit of a container or another control group, less than the machine has. */
  readonly isLimited: boolean;
  /** What may be moved to disk at most; undefined where the system makes room as it needs it. */
  readonly swapBytes: number | undefined;
}

export function machineMemory(): MachineMemory {
  const constrained = process.constrainedMemory();
  const limit = Math.min(cgroupMemoryLimit(), constrained > 0 ? constrained : Infinity);
  const total = totalmem();
  return { bytes: Math.min(limit, total), isLimited: limit < total, swapBytes: swap() };
}

/** Of the whole machine: a container's share of it may be less. */
function swap(): number | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    const kibibytes = /^SwapTotal: +(\d+) kB/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1];
    return kibibytes === undefined ? undefined : 1024 * Number(kibibytes);
  } catch {
    return undefined;
  }
}
