import { readFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { cgroupMemoryLimit } from './cgroup-limit.ts';

/** Memory that this process and its children may use together. */
export interface MachineMemory {
  readonly bytes: number;
  /** True when `bytes` is the limit of a container or another control group, below the machine's memory. */
  readonly isLimited: boolean;
  /** The most that may be swapped out; undefined when the system adds swap as needed. */
  readonly swapBytes: number | undefined;
}

export function machineMemory(): MachineMemory {
  const constrained = process.constrainedMemory();
  const limit = Math.min(cgroupMemoryLimit(), constrained > 0 ? constrained : Infinity);
  const total = totalmem();
  return { bytes: Math.min(limit, total), isLimited: limit < total, swapBytes: swap() };
}

/** Returns the swap space of the machine; a container's share may be smaller. */
function swap(): number | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    const kibibytes = /^SwapTotal: +(\d+) kB/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1];
    return kibibytes === undefined ? undefined : 1024 * Number(kibibytes);
  } catch {
    return undefined;
  }
}
