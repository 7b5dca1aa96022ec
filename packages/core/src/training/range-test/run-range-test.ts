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
  /** The first rate; above 0 and below the last. */
  readonly minimumRate: number;
  readonly maximumRate: number;
  /** At least 2. */
  readonly steps: number;
}

/** Weight of earlier losses in the smoothed loss. */
const smoothing = 0.95;
/** The test ends when the smoothed loss exceeds its lowest value by this factor. */
const blowUpFactor = 4;

/**
 * Runs a learning-rate range test: trains from fresh weights while the rate grows by the same factor at every step,
 * and yields the loss of each step. Ignores the configuration's own rate and schedule. Returns how the test ended.
 * Frees every tensor it made, even when its consumer stops early.
 *
 * @param engine the engine that computes; it must stay the only one in use on this thread until the generator ends
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

/** Yields the training batches, epoch after epoch. */
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
