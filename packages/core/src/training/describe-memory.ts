import { formatBytes } from '../engines/format-bytes.ts';
import type { MemoryEstimate } from './estimate-memory.ts';

/** `parameters 1 GiB, gradients 1 GiB, optimizer 2 GiB, activations of a batch 12 MiB`. */
export function describeMemory({ parameters, gradients, optimizer, activations }: MemoryEstimate): string {
  const parts = [
    ['parameters', parameters],
    ['gradients', gradients],
    ['optimizer', optimizer],
    ['activations of a batch', activations],
  ] as const;
  return parts.map(([name, bytes]) => `${name} ${formatBytes(Math.round(bytes))}`).join(', ');
}
