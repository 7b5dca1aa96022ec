import type { Dataset } from '@sweepdeck/core/datasets';
import { mean } from '@sweepdeck/core/statistics';
import type { StepTimes, TrialConfig } from '@sweepdeck/core/training';
import type { MeasureOptions, MeasuringPool } from './ports.ts';

export interface EstimateOptions {
  /** Configurations of the trials that are left, in the order of the sweep. */
  readonly configs: readonly TrialConfig[];
  readonly dataset: Dataset;
  readonly engine: string;
  readonly pool: Pick<MeasuringPool, 'size' | 'measure'>;
}

/**
 * Estimates the seconds that training takes, from a few real steps of each distinct model and batch size. All workers
 * measure at the same time, because a worker is slower beside others.
 */
export async function estimateDuration({ configs, dataset, engine, pool }: EstimateOptions): Promise<number> {
  const times = new Map<string, StepTimes>();
  const durations: number[] = [];
  for (const config of configs) {
    const key = JSON.stringify([config.model, config.training.batch_size]);
    const known = times.get(key) ?? (await measureTogether({ config, dataset, engine }, pool));
    times.set(key, known);
    durations.push(trialSeconds(config, dataset, known));
  }
  return makespan(durations, pool.size);
}

async function measureTogether(request: MeasureOptions, pool: EstimateOptions['pool']): Promise<StepTimes> {
  const measured = await Promise.all(Array.from({ length: pool.size }, () => pool.measure(request)));
  return {
    secondsPerStep: mean(measured.map((times) => times.secondsPerStep)),
    secondsPerEvaluatedImage: mean(measured.map((times) => times.secondsPerEvaluatedImage)),
  };
}

/**
 * Returns the seconds of one trial: its training steps, the validation images after each epoch and the test images at
 * the end.
 */
export function trialSeconds(config: TrialConfig, { splits }: Pick<Dataset, 'splits'>, times: StepTimes): number {
  const { epochs, batch_size: batchSize } = config.training;
  const { train, validation } = splitSizes(config, splits);
  const steps = epochs * Math.ceil(train / batchSize);
  const evaluatedImages = epochs * validation + splits.test.length;
  return steps * times.secondsPerStep + evaluatedImages * times.secondsPerEvaluatedImage;
}

/**
 * Counts the training and validation images. With folds, each fold in turn is held out for validation and the others
 * train.
 */
function splitSizes(
  { fold }: TrialConfig,
  { train, validation }: Dataset['splits'],
): { readonly train: number; readonly validation: number } {
  if (fold === undefined) return { train: train.length, validation: validation.length };
  const pool = train.length + validation.length;
  const held = Math.ceil((pool - fold.index) / fold.count);
  return { train: pool - held, validation: held };
}

/** Returns the seconds until the last job is done, when each job in turn goes to the worker that is free first. */
export function makespan(durations: readonly number[], workers: number): number {
  const busyUntil = Array.from({ length: workers }, () => 0);
  for (const duration of durations) {
    const first = busyUntil.indexOf(Math.min(...busyUntil));
    busyUntil[first] = (busyUntil[first] ?? 0) + duration;
  }
  return Math.max(...busyUntil);
}
