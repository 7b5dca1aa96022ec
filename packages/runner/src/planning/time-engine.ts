import type { Dataset } from '@sweepdeck/core/datasets';
import { SweepdeckError } from '@sweepdeck/core/errors';
import type { TrialConfig } from '@sweepdeck/core/training';
import type { MeasuringPool } from './ports.ts';

/** One configuration for each distinct model and batch size, in the order of the sweep. */
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
  /** Each counts the same. */
  readonly configs: readonly TrialConfig[];
  readonly dataset: Dataset;
  /** Of workers of that engine. */
  readonly pool: Pick<MeasuringPool, 'measure'>;
  /** For all of it; left out: two minutes. A driver that hangs must not hold up the sweep. */
  readonly limitMs?: number;
}

/** Milliseconds of a training step, from a few real ones of each configuration. @throws SweepdeckError `engine-too-slow` */
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
    hint: 'Name another engine with `--set engine=NAME`, or run `runner doctor` to see whether this one works.',
  });
}
