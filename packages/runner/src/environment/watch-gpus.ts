import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { LoadReading } from './load-sampler.ts';

export interface GpuWatch {
  /** Returns the latest load of the GPUs; empty until it is known, and where it is never known. */
  read(): Pick<LoadReading, 'gpuShare' | 'gpuMemoryMib'>;
  close(): void;
}

interface Gpu {
  readonly share: number | undefined;
  readonly memoryMib: number | undefined;
}

/**
 * Watches NVIDIA GPUs through `nvidia-smi`, which comes with their driver. It runs once and reports every few seconds,
 * because starting it takes longer than a report. Without it nothing is known.
 *
 * @param program the program to run; `nvidia-smi` when omitted
 */
export function watchGpus(intervalSeconds: number, program = 'nvidia-smi'): GpuWatch {
  const gpus = new Map<string, Gpu>();
  const words = ['--query-gpu=index,utilization.gpu,memory.used', '--format=csv,noheader,nounits'];
  const child = spawn(program, [...words, '-l', String(intervalSeconds)], {
    stdio: ['ignore', 'pipe', 'ignore'],
    windowsHide: true,
  });
  // Without the driver there is no such program.
  child.on('error', () => undefined);
  child.on('close', () => gpus.clear());
  createInterface({ input: child.stdout }).on('line', (line) => {
    const [index = '', share, memory] = line.split(',').map((cell) => cell.trim());
    gpus.set(index, { share: numberOf(share), memoryMib: numberOf(memory) });
  });
  return {
    read() {
      const shares = [...gpus.values()].flatMap(({ share }) => share ?? []);
      const memories = [...gpus.values()].flatMap(({ memoryMib }) => memoryMib ?? []);
      return {
        ...(shares.length > 0 && { gpuShare: Math.max(...shares) / 100 }),
        ...(memories.length > 0 && { gpuMemoryMib: memories.reduce((sum, value) => sum + value, 0) }),
      };
    },
    close() {
      // A program that was not found has no process; to kill it at once would end this process.
      if (child.pid !== undefined) child.kill();
    },
  };
}

/** A GPU that does not report a quantity writes `[N/A]`. */
function numberOf(cell: string | undefined): number | undefined {
  const value = Number.parseFloat(cell ?? '');
  return Number.isFinite(value) ? value : undefined;
}
