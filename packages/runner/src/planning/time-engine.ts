import type { Dataset } from '@sweepdeck/core/datasets';
import { SweepdeckError } from '@sweepdeck/core/errors';
import type { TrialConfig } from '@sweepdeck/core/training';
import type { MeasuringPool } from './ports.ts';

/** Returns one configuration per distinct model and batch size, in the order of the sweep. */
export function distinctModels(configs: readonly TrialConfig[]): TrialConfig[] {
  const models = new Map<string, TrialConfig>();
  for (const config of configs) {
    const key = JSON.stringify([config.model, config.training.batch_size]);
    if (!models.has(key)) models.set(key, config);
  }
  return [...models.values()];
}

export interface TimeEngineOptions {
  readonly engine: string;
  /** Configurations to time, with equal weight. */
  readonly configs: readonly TrialConfig[];
  readonly dataset: Dataset;
  /** A pool of workers on that engine. */
  readonly pool: Pick<MeasuringPool, 'measure'>;
  /** Time limit for all measurements, two minutes by default. A hanging driver must not hold up the sweep. */
  readonly limitMs?: number;
}

/**
 * Returns the milliseconds of a training step, measured on a few real steps of each configuration.
 * @throws SweepdeckError `engine-too-slow`
 */
export async function timeEngine({
  engine,
  configs,
  dataset,
  pool,
  limitMs = 120_000,
}: TimeEngineOptions): Promise<number> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(tooSlow(limitMs)), limitMs);
  });
  let seconds = 0;
  try {
    for (const config of configs) {
      const { secondsPerStep } = await Promise.race([limit, pool.measure({ config, engine, dataset })]);
      seconds += secondsPerStep;
    }
  } finally {
    clearTimeout(timer);
  }
  return (1000 * seconds) / configs.length;
}

function tooSlow(limitMs: number): SweepdeckError {
  return new SweepdeckError({
    code: 'engine-too-slow',
    message: `a few steps took longer than ${limitMs / 1000} s`,
    hint: 'Name another engine with `--set engine=NAME`, or run `runner doctor` to check this one.',
  });
}
