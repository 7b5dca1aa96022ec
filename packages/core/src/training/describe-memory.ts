import { formatBytes } from '../engines/format-bytes.ts';
import type { MemoryEstimate } from './estimate-memory.ts';

/** Lists the parts: `parameters 1 GiB, gradients 1 GiB, optimizer 2 GiB, activations of a batch 12 MiB`. */
export function describeMemory({ parameters, gradients, optimizer, work, activations }: MemoryEstimate): string {
  const parts = [
    ['parameters', parameters],
    ['gradients', gradients],
    ['optimizer', optimizer],
    ['work of a step', work],
    ['activations of a batch', activations],
  ] as const;
  return parts
    .filter(([name, bytes]) => name !== 'work of a step' || bytes > 0)
    .map(([name, bytes]) => `${name} ${formatBytes(Math.round(bytes))}`)
    .join(', ');
}
