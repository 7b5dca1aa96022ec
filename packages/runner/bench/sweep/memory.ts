import { median } from '@sweepdeck/core/statistics';
import type { ProgramOptions } from '@sweepdeck/core/testing';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Finding } from '../command/finding.ts';
import { runSweepFile } from '../command/run-sweep-file.ts';

const sameTrials = fileURLToPath(new URL('same-trials.yaml', import.meta.url));
const pollMs = 50;
/**
 * Options for peaks that are compared. They keep the young generation of each heap as small as possible: otherwise V8
 * doubles it at some point, which adds 16 MiB per worker, and chance decides whether that happens before a run's end.
 */
const compared = { rounds: 3, env: { NODE_OPTIONS: '--max-semi-space-size=1' } };
const workerCounts = [1, 2, 3] as const;
const bigCount = 100_000;
const smallCount = 10_000;
/** Width times height of a glyph. */
const glyphBytes = 28 * 28;

export interface Memory {
  /** Peak resident memory of the process with 1, 2 and 3 workers on seed-cnn. */
  readonly seedCnnMebibytes: readonly number[];
  /** The same for a logistic model on a small and on a big dataset, with 1 and 3 workers and small heaps. */
  readonly smallMebibytes: readonly number[];
  readonly bigMebibytes: readonly number[];
  readonly findings: readonly Finding[];
}

/**
 * Measures the peak resident memory of the whole process in MiB. The kernel keeps the peak, so polling misses little.
 */
async function peakOf(workers: number, sets: readonly string[], env: ProgramOptions['env'] = {}): Promise<number> {
  let peak = 0;
  let timer: NodeJS.Timeout | undefined;
  const poll = (processId: number): void => {
    try {
      const status = readFileSync(`/proc/${processId}/status`, 'utf8');
      peak = Number(/^VmHWM:\s*(\d+) kB/mu.exec(status)?.[1] ?? peak * 1024) / 1024;
    } catch {
      // The process ended between two polls.
    }
  };
  try {
    await runSweepFile(sameTrials, workers, [`repeats=${workers}`, ...sets], {
      env,
      onStart: (processId) => (timer = setInterval(poll, pollMs, processId)),
    });
  } finally {
    clearInterval(timer);
  }
  return peak;
}

/** Returns the peaks by number of workers, medians of the rounds. */
async function peaksOf(
  counts: readonly number[],
  sets: readonly string[],
  { rounds, env }: { readonly rounds: number; readonly env?: ProgramOptions['env'] } = { rounds: 1 },
): Promise<number[]> {
  const peaks = counts.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [i, workers] of counts.entries()) peaks[i]?.push(await peakOf(workers, sets, env));
  }
  return peaks.map(median);
}

const growthPerWorker = (peaks: readonly number[]): number => ((peaks.at(-1) ?? 0) - (peaks[0] ?? 0)) / 2;

/**
 * Measures what each further worker adds to the process, and whether that depends on the size of the dataset. Linux
 * only.
 */
export async function measureMemory(dataset: string): Promise<Memory> {
  const seedCnnMebibytes = await peaksOf(workerCounts, [`dataset.path=${dataset}`]);
  const light = ['model=logistic', 'training.batch_size=512'];
  // Takes as many steps with the small dataset, because what training leaves to the garbage collector grows with them.
  const glyphs = (count: number): readonly string[] => [
    `dataset={ name: glyphs, count: ${count} }`,
    `training.epochs=${bigCount / count}`,
    ...light,
  ];
  const smallMebibytes = await peaksOf([1, 3], glyphs(smallCount), compared);
  const bigMebibytes = await peaksOf([1, 3], glyphs(bigCount), compared);
  const datasetMebibytes = ((bigCount - smallCount) * glyphBytes) / 2 ** 20;
  const list = (peaks: readonly number[]): string => peaks.map((peak) => peak.toFixed(0)).join(', ');
  return {
    seedCnnMebibytes,
    smallMebibytes,
    bigMebibytes,
    findings: [
      {
        name: 'a further worker on seed-cnn',
        value: growthPerWorker(seedCnnMebibytes),
        unit: 'MiB',
        bar: { below: 250 },
        from: `peaks with 1, 2 and 3 workers: ${list(seedCnnMebibytes)} MiB`,
      },
      {
        name: 'a larger dataset, per further worker and MiB of it',
        value: (growthPerWorker(bigMebibytes) - growthPerWorker(smallMebibytes)) / datasetMebibytes,
        unit: 'MiB',
        // 1 would mean a copy per worker; peaks of equal runs differ by about 1 MiB.
        bar: { below: 0.1 },
        from: `${datasetMebibytes.toFixed(0)} MiB more; peaks with 1 and 3 workers: ${list(smallMebibytes)} MiB, then ${list(bigMebibytes)} MiB, medians of ${compared.rounds} with small heaps`,
      },
    ],
  };
}
