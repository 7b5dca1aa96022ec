import { afterAll, expect, test } from 'vitest';
import { loadDataset } from '../datasets/index.ts';
import { openEngine } from '../engines/index.ts';
import { createTrial } from './create-trial.ts';
import { train } from './train.ts';
import { trialConfigSchema } from './trial-config.ts';

afterAll(async () => (await openEngine('wasm')).dispose());

const cases: [model: object, optimizer: string, batchSize: number][] = [
  [{ name: 'mlp', width: 512, depth: 4 }, 'adam', 32],
  [{ name: 'mlp', width: 512, depth: 4 }, 'sgd', 32],
  [{ name: 'resnet8' }, 'momentum', 64],
  [{ name: 'seed-cnn' }, 'adam', 64],
];

test.each(cases)('%j with %s in batches of %d needs at least and most likely what is said', async (...parts) => {
  const [model, optimizer, batchSize] = parts;
  (await openEngine('wasm')).dispose();
  const engine = await openEngine('wasm');
  const config = trialConfigSchema.parse({
    dataset: { name: 'glyphs', count: 120 },
    model,
    optimizer,
    training: { epochs: 2, batch_size: batchSize },
  });
  const dataset = await loadDataset(config.dataset, { cacheDirectory: 'unused' });
  const { least, likely } = await (await createTrial(config, dataset)).memory();
  // Training may also use the memory that Emscripten starts with.
  const atStart = engine.memoryBytes();
  for await (const event of train(config, dataset, engine, { aborted: false })) expect(event.type).not.toBe('diverged');
  const reserved = engine.memoryBytes();
  expect(least).toBeLessThan(reserved);
  expect(likely).toBeGreaterThan(0.5 * (reserved - atStart));
});

test('the parts follow from parameters, slots and batch', async () => {
  await openEngine('wasm');
  const config = trialConfigSchema.parse({
    dataset: { name: 'glyphs', count: 200 },
    model: { name: 'mlp', width: 4096, depth: 16 },
  });
  const dataset = await loadDataset(config.dataset, { cacheDirectory: 'unused' });
  const trial = await createTrial(config, dataset);
  const parameters = 4 * trial.model.parameterCount;
  const pixels = dataset.height * dataset.width * dataset.channels;
  // Flattening counts as a layer; its output are the pixels again.
  const activations = 4 * 32 * (2 * pixels + 16 * 4096 + 10);
  const memory = await trial.memory();
  expect(memory).toEqual({
    parameters,
    gradients: parameters,
    optimizer: 2 * parameters,
    // Four tensors like the logits for the loss: Adam has none.
    work: expect.closeTo(4 * 4 * 32 * 10, -3),
    activations,
    largestTensor: 4 * (4096 + 1) * 4096,
    least: 7 * parameters,
    likely: 8 * parameters + memory.work + 2.5 * activations,
  });
  expect(memory.least).toBeGreaterThan(engineLimit);
});

const engineLimit = 2 ** 32;
