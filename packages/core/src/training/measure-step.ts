import { dispose } from '@tensorflow/tfjs-core';
import type { Dataset } from '../datasets/dataset.ts';
import type { Engine } from '../engines/engine.ts';
import { createTrial } from './create-trial.ts';
import { evaluate } from './evaluate.ts';
import type { TrialConfig } from './trial-config.ts';

export interface StepTimes {
  readonly secondsPerStep: number;
  readonly secondsPerEvaluatedImage: number;
}

/** Times a few real steps and a short evaluation of a configuration, after a warm-up: the median of five steps. */
export async function measureStep(config: TrialConfig, dataset: Dataset, engine: Engine): Promise<StepTimes> {
  await engine.makeCurrent();
  const trial = await createTrial(config, dataset);
  const batch = dataset.splits.train.subarray(0, config.training.batch_size);
  let state = trial.init();
  const times: number[] = [];
  for (let step = 1; step <= 7; step++) {
    const start = performance.now();
    const { x, targets } = trial.batch(batch, { epoch: 1, step });
    const result = trial.step(state, x, targets, { seed: config.seed, step, learningRate: config.learning_rate });
    result.loss.dataSync();
    dispose([x, targets, result.loss, result.logits, result.squaredGradientNorm]);
    dispose(state.parameters);
    dispose(state.optimizer);
    state = result.state;
    times.push(performance.now() - start);
  }
  const images = dataset.splits.validation.subarray(0, 256);
  const start = performance.now();
  evaluate(trial.model, trial.loss, state.parameters, dataset, images);
  const evaluationMs = performance.now() - start;
  dispose(state.parameters);
  dispose(state.optimizer);
  const timed = times.slice(2).sort((a, b) => a - b);
  return {
    secondsPerStep: (timed[Math.floor(timed.length / 2)] ?? 0) / 1000,
    secondsPerEvaluatedImage: evaluationMs / 1000 / Math.max(1, images.length),
  };
}
