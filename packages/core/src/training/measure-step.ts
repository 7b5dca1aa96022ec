import { dispose } from '@tensorflow/tfjs-core';
import type { Dataset } from '../datasets/dataset.ts';
import type { Engine } from '../engines/engine.ts';
import { median } from '../statistics/index.ts';
import { createTrial } from './create-trial.ts';
import { evaluate } from './evaluate.ts';
import { readTensors } from './read-tensors.ts';
import { runStep } from './run-step.ts';
import type { TrialConfig } from './trial-config.ts';

export interface StepTimes {
  readonly secondsPerStep: number;
  readonly secondsPerEvaluatedImage: number;
}

/** Steps between reads of results, as in training: with deferred reads, steps do not wait for one another. */
const stepsPerRead = { immediate: 1, deferred: 4 } as const;
const warmUps = 2;
const rounds = 5;

/**
 * Times a few real steps and a short evaluation of a configuration, each after a warm-up: the median of five rounds.
 */
export async function measureStep(config: TrialConfig, dataset: Dataset, engine: Engine): Promise<StepTimes> {
  await engine.makeCurrent();
  const trial = await createTrial(config, dataset);
  const batch = dataset.splits.train.subarray(0, config.training.batch_size);
  const images = dataset.splits.validation.subarray(0, 256);
  let state = trial.init();
  let step = 0;
  try {
    const stepMs: number[] = [];
    for (let round = 1; round <= warmUps + rounds; round++) {
      const steps = round <= warmUps ? 1 : stepsPerRead[engine.reads];
      const start = performance.now();
      for (let i = 1; i <= steps; i++) {
        step++;
        const result = runStep(trial, state, batch, { epoch: 1, step, learningRate: config.learning_rate });
        state = result.state;
        dispose([result.logits, result.squaredGradientNorm]);
        if (i === steps) await readTensors([result.loss], engine.reads);
        else result.loss.dispose();
      }
      if (round > warmUps) stepMs.push((performance.now() - start) / steps);
    }
    await evaluate(trial, state.parameters, images.subarray(0, 64), engine.reads);
    const start = performance.now();
    await evaluate(trial, state.parameters, images, engine.reads);
    const evaluationMs = performance.now() - start;
    return {
      secondsPerStep: median(stepMs) / 1000,
      secondsPerEvaluatedImage: evaluationMs / 1000 / Math.max(1, images.length),
    };
  } finally {
    dispose(state);
  }
}
