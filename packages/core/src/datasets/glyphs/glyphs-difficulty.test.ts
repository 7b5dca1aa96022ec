import { expect, test } from 'vitest';
import { openEngine } from '../../engines/index.ts';
import { train, trialConfigSchema } from '../../training/index.ts';
import { loadDataset } from '../load-dataset.ts';

async function testAccuracy(model: string, epochs: number): Promise<number> {
  const config = trialConfigSchema.parse({ dataset: 'glyphs', model, training: { epochs, batch_size: 32 } });
  const dataset = await loadDataset(config.dataset, { cacheDirectory: '' });
  const engine = await openEngine('wasm');
  try {
    for await (const event of train(config, dataset, engine, { aborted: false })) {
      if (event.type === 'finished') return event.test.accuracy;
    }
  } finally {
    engine.dispose();
  }
  throw new Error('the trial did not finish');
}

// Adam at its default rate. Keras 3 on the same images reaches 0.88 and 0.985.
test('the glyphs are too hard for a linear model', { timeout: 120_000 }, async () => {
  const accuracy = await testAccuracy('logistic', 10);
  expect(accuracy).toBeGreaterThan(0.75);
  expect(accuracy).toBeLessThan(0.93);
});

test('the glyphs are easy enough for the seed CNN', { timeout: 120_000 }, async () => {
  expect(await testAccuracy('seed-cnn', 6)).toBeGreaterThan(0.97);
});
