import { cpus, freemem, totalmem } from 'node:os';
import { createLoadSampler, type LoadReading, type LoadSampler } from './load-sampler.ts';
import { watchGpus } from './watch-gpus.ts';

const intervalSeconds = 2;

export interface LoadWatch extends LoadSampler {
  close(): void;
}

/** Samples the load of this machine every two seconds until it is closed. */
export function watchLoad(): LoadWatch {
  const gpus = watchGpus(intervalSeconds);
  const readProcessor = createProcessorReader();
  const sampler = createLoadSampler((): LoadReading => ({
    processorShare: readProcessor(),
    usedMemoryMib: (totalmem() - freemem()) / 2 ** 20,
    rssMib: process.memoryUsage.rss() / 2 ** 20,
    ...gpus.read(),
  }));
  const timer = setInterval(() => sampler.sample(), 1000 * intervalSeconds);
  timer.unref();
  return {
    ...sampler,
    close() {
      clearInterval(timer);
      gpus.close();
    },
  };
}

/** The time that all cores together spent, in any unit. */
export interface ProcessorTimes {
  readonly busy: number;
  readonly total: number;
}

/** Returns a function that returns the share of all cores that was busy since its last call, or since this one. */
export function createProcessorReader(read: () => ProcessorTimes = processorTimes): () => number {
  let before = read();
  return () => {
    const now = read();
    const [busy, total] = [now.busy - before.busy, now.total - before.total];
    before = now;
    return total > 0 ? busy / total : 0;
  };
}

function processorTimes(): ProcessorTimes {
  let [busy, total] = [0, 0];
  for (const { times } of cpus()) {
    const all = times.user + times.nice + times.sys + times.irq + times.idle;
    total += all;
    busy += all - times.idle;
  }
  return { busy, total };
}
