import { z } from 'zod';

const summarySchema = z.object({ mean: z.number(), peak: z.number() });

/** The load of the machine while an attempt ran. GPU values are absent where no GPU could be asked. */
export const machineLoadSchema = z.object({
  samples: z.int().describe('Number of samples, taken every few seconds'),
  processorShare: summarySchema.describe('Share of all cores that was busy, with any work: 0 to 1'),
  usedMemoryMib: summarySchema.describe('Memory in use on the whole machine'),
  rssMib: summarySchema.describe('Resident memory of the process of the run, with its worker threads'),
  gpuShare: summarySchema.exactOptional().describe('Utilization of the busiest GPU: 0 to 1'),
  gpuMemoryMib: summarySchema.exactOptional().describe('Memory in use on all GPUs together'),
});

export type MachineLoad = z.output<typeof machineLoadSchema>;

type Summary = z.output<typeof summarySchema>;

/** Describes each part of the load by name: `processor`: `87 % (peak 99 %)`. */
export function describeLoad(load: MachineLoad): Readonly<Record<string, string>> {
  const { processorShare, usedMemoryMib, rssMib, gpuShare, gpuMemoryMib } = load;
  return {
    processor: withPeak(processorShare, percent),
    memory: withPeak(usedMemoryMib, gibibytes),
    'this process': withPeak(rssMib, gibibytes),
    ...(gpuShare === undefined ? {} : { GPU: withPeak(gpuShare, percent) }),
    ...(gpuMemoryMib === undefined ? {} : { 'GPU memory': withPeak(gpuMemoryMib, gibibytes) }),
  };
}

function withPeak({ mean, peak }: Summary, format: (value: number) => string): string {
  return `${format(mean)} (peak ${format(peak)})`;
}

const percent = (share: number): string => `${Math.round(100 * share)} %`;
const gibibytes = (mebibytes: number): string => `${(mebibytes / 1024).toFixed(1)} GiB`;
