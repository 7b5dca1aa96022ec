import type { MachineLoad } from '../records/machine-load.ts';

type Quantity = Exclude<keyof MachineLoad, 'samples'>;

/** The load of the machine at one moment. */
export type LoadReading = Readonly<Record<'processorShare' | 'usedMemoryMib' | 'rssMib', number>> &
  Readonly<Partial<Record<'gpuShare' | 'gpuMemoryMib', number>>>;

/** Samples the load of the machine for any number of attempts at once. */
export interface LoadSampler {
  /** Takes one sample, for every attempt that is followed. */
  sample(): void;
  /**
   * Begins to follow an attempt.
   * @returns ends following, and returns the load since; null when no sample was taken meanwhile
   */
  follow(): () => MachineLoad | null;
}

export function createLoadSampler(read: () => LoadReading): LoadSampler {
  const followed = new Set<LoadSum>();
  return {
    sample() {
      if (followed.size === 0) return;
      const reading = read();
      for (const sum of followed) addReading(sum, reading);
    },
    follow() {
      const sum: LoadSum = { samples: 0, quantities: new Map() };
      followed.add(sum);
      return () => {
        followed.delete(sum);
        return summarize(sum);
      };
    },
  };
}

interface QuantitySum {
  readonly count: number;
  readonly sum: number;
  readonly peak: number;
}

interface LoadSum {
  samples: number;
  readonly quantities: Map<string, QuantitySum>;
}

function addReading(load: LoadSum, reading: LoadReading): void {
  load.samples++;
  for (const [name, value] of Object.entries(reading)) {
    const { count, sum, peak } = load.quantities.get(name) ?? { count: 0, sum: 0, peak: 0 };
    load.quantities.set(name, { count: count + 1, sum: sum + value, peak: Math.max(peak, value) });
  }
}

function summarize({ samples, quantities }: LoadSum): MachineLoad | null {
  const summaryOf = (name: Quantity): { mean: number; peak: number } | undefined => {
    const found = quantities.get(name);
    return found && { mean: found.sum / found.count, peak: found.peak };
  };
  const [processorShare, usedMemoryMib, rssMib] = [
    summaryOf('processorShare'),
    summaryOf('usedMemoryMib'),
    summaryOf('rssMib'),
  ];
  if (processorShare === undefined || usedMemoryMib === undefined || rssMib === undefined) return null;
  const [gpuShare, gpuMemoryMib] = [summaryOf('gpuShare'), summaryOf('gpuMemoryMib')];
  return {
    samples,
    processorShare,
    usedMemoryMib,
    rssMib,
    ...(gpuShare && { gpuShare }),
    ...(gpuMemoryMib && { gpuMemoryMib }),
  };
}
