import { dispose } from '@tensorflow/tfjs-core';
import { SweepdeckError } from '../errors/index.ts';
import { relativeError } from '../testing/relative-error.ts';
import { tinyDataset } from '../testing/tiny-dataset.ts';
import { createTrial, trialConfigSchema } from '../training/index.ts';
import { cpuEngine } from '../engines/cpu/cpu-engine.ts';

/**
 * Differences by the order of float32 rounding are far smaller; those by a wrong kernel or a broken build are far
 * larger.
 */
const tolerance = 1e-3;

/**
 * Trains one step of a small convolutional network on an engine and on the reference, and compares loss and weights.
 *
 * @param makeCurrent makes the engine under test current
 *
 * @throws SweepdeckError `engine-failed` when they differ; also any error of the engine
 */
export async function tryTrainingStep(makeCurrent: () => Promise<void>): Promise<void> {
  const reference = await cpuEngine.open();
  const expected = await trainStep(() => reference.makeCurrent());
  const actual = await trainStep(makeCurrent);
  const difference = relativeError(actual, expected);
  if (difference <= tolerance) return;
  throw new SweepdeckError({
    code: 'engine-failed',
    message: `after one training step the weights differ from the reference by ${difference.toPrecision(2)} (relative; rounding explains at most ${tolerance})`,
    hint: 'The native library computes wrong results here. Use another TensorFlow, or another engine.',
  });
}

/** Returns the loss and the weight changes of the first step. */
async function trainStep(makeCurrent: () => Promise<void>): Promise<number[]> {
  await makeCurrent();
  const config = trialConfigSchema.parse({ model: 'seed-cnn', optimizer: 'sgd' });
  const trial = await createTrial(config, tinyDataset());
  const before = trial.init();
  const { x, targets } = trial.batch(Uint32Array.of(0, 1, 2, 3, 4, 5, 6, 7), { epoch: 1, step: 1 });
  const { state, loss, logits, squaredGradientNorm } = trial.step(before, x, targets, {
    seed: config.seed,
    step: 1,
    learningRate: 1,
  });
  const values = [...loss.dataSync()];
  for (const [name, weights] of Object.entries(state.parameters)) {
    const old = before.parameters[name]?.dataSync() ?? [];
    values.push(...Array.from(weights.dataSync(), (weight, i) => weight - (old[i] ?? Number.NaN)));
  }
  dispose([x, targets, loss, logits, squaredGradientNorm]);
  dispose([before.parameters, before.optimizer, state.parameters, state.optimizer]);
  return values;
}
