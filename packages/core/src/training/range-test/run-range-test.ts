import { dispose } from '@tensorflow/tfjs-core';
import { epochBatches } from '../../datasets/batches.ts';
import type { Dataset } from '../../datasets/dataset.ts';
import type { Engine } from '../../engines/engine.ts';
import { power } from '../../portable-math/index.ts';
import { createTrial } from '../create-trial.ts';
import { runStep } from '../run-step.ts';
import type { Trial } from '../trial.ts';
import type { StopSignal } from '../train.ts';
import type { TrialConfig } from '../trial-config.ts';
import { createSmoother, type RangePoint, type RangeSummary } from './summarize-range.ts';

export interface RangeTestOptions {
  /** First and last rate; above 0, the first below the last. */
  readonly minimumRate: number;
  readonly maximumRate: number;
  /** At least 2. */
  readonly steps: number;
}

/** Weight of the past in the smoothed loss. */
const smoothing = 0.95;
/** The test ends where the smoothed loss is so many times its lowest so far. */
const blowUpFactor = 4;

/**
 * Learning-rate range test: trains from fresh weights while the rate grows from step to step by the same factor, and yields
 * the loss of each step. The configuration's own rate and schedule play no part. Returns how the
 * test ended. It frees every tensor it made, also when its consumer stops early.
 * @param engine computes; it must stay the only one in use on this thread until the generator ends
 */
export async function* runRangeTest(
  config: TrialConfig,
  dataset: Dataset,
  engine: Engine,
  { minimumRate, maximumRate, steps }: RangeTestOptions,
  signal: StopSignal,
): AsyncGenerator<RangePoint, RangeSummary['ending'], undefined> {
  await engine.makeCurrent();
  const trial = await createTrial(config, dataset);
  const factor = power(maximumRate / minimumRate, 1 / (steps - 1));
  const smoothed = createSmoother(smoothing);
  let step = 0;
  let lowest = Infinity;
  let state = trial.init();
  try {
    for (const { batch, epoch } of endlessBatches(trial)) {
      step++;
      if (step > steps || signal.aborted) return 'reached-the-end';
      const learningRate = minimumRate * power(factor, step - 1);
      const result = runStep(trial, state, batch, { epoch, step, learningRate });
      state = result.state;
      const [loss = Number.NaN] = await result.loss.data();
      dispose([result.loss, result.logits, result.squaredGradientNorm]);
      const smoothedLoss = smoothed(loss);
      yield { step, learningRate, loss, smoothedLoss };
      lowest = Math.min(lowest, smoothedLoss);
      if (!Number.isFinite(smoothedLoss) || smoothedLoss > blowUpFactor * lowest) return 'blew-up';
    }
    return 'reached-the-end';
  } finally {
    dispose([state.parameters, state.optimizer]);
  }
}

/** The batches of training, epoch after epoch. */
function* endlessBatches({ config, dataset }: Trial): Generator<{ batch: Uint32Array; epoch: number }> {
  for (let epoch = 1; ; epoch++) {
    for (const batch of epochBatches(dataset.splits.train, config.training.batch_size, {
      seed: config.seed,
      epoch,
      shuffle: true,
    }))
      yield { batch, epoch };
  }
}
