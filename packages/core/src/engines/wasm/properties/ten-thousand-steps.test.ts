import { backend, dispose, memory, tidy } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { tinyDataset } from '../../../testing/index.ts';
import { createTrial, trialConfigSchema } from '../../../training/index.ts';
import { openEngine } from '../../open-engine.ts';

test('10,000 steps leave neither tensors nor memory behind', { timeout: 120_000 }, async () => {
  const engine = await openEngine('wasm');
  const config = trialConfigSchema.parse({
    model: { name: 'seed-cnn', width: 0.125, dropout: 0.2 },
    loss: 'cross-entropy',
    optimizer: 'adam',
    learning_rate: 0.001,
    schedule: 'constant',
    training: { epochs: 1, batch_size: 4 },
  });
  const dataset = tinyDataset(24);
  const trial = await createTrial(config, dataset);
  const { train: images } = dataset.splits;
  // The last batch of an epoch is smaller.
  const batches = [images.subarray(0, 4), images.subarray(4, 8), images.subarray(0, 3)];
  let state = trial.init();
  const takeSteps = (from: number, to: number): void => {
    for (let step = from; step <= to; step++) {
      const result = tidy(() => {
        const { x, targets } = trial.batch(batches[step % batches.length] ?? images, { epoch: 1, step });
        return trial.step(state, x, targets, { seed: config.seed, step, learningRate: config.learning_rate });
      });
      dispose([state, result.logits, result.squaredGradientNorm]);
      ({ state } = result);
      result.loss.dataSync();
      result.loss.dispose();
    }
  };
  const held = (): object => ({
    tensors: memory().numTensors,
    tensorBytes: memory().numBytes,
    // A kernel's output that nobody takes has a buffer, but is not a tensor.
    buffers: backend().numDataIds(),
    engineBytes: engine.memoryBytes(),
  });
  takeSteps(1, 100);
  const before = held();
  takeSteps(101, 10_100);
  expect(held()).toEqual(before);
  dispose(state);
});
