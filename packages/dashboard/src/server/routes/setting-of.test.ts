import { trialConfigSchema } from '@sweepdeck/core/training';
import { expect, test } from 'vitest';
import { settingOf } from './setting-of.ts';

test('names each part once, and all values of what is swept', () => {
  const trials = [16, 32, 16].map((batchSize) => ({
    config: trialConfigSchema.parse({ training: { epochs: 5, batch_size: batchSize } }),
  }));
  expect(settingOf(trials)).toEqual({ datasets: ['glyphs'], models: ['seed-cnn'], epochs: [5], batchSizes: [16, 32] });
});

test('data from files go by the last part of their path, a list of layers by their number', () => {
  const config = trialConfigSchema.parse({
    dataset: { name: 'images', path: '/data/flowers/' },
    model: { name: 'layers', layers: ['flatten', 'dense'] },
  });
  const { datasets, models } = settingOf([{ config }]);
  expect(datasets).toEqual(['images flowers']);
  expect(models).toEqual(['layers (2)']);
});

test('a model from a file goes by the file', () => {
  const config = trialConfigSchema.parse({});
  const model = { name: 'module', module: '/models/own-net.ts' };
  expect(settingOf([{ config: { ...config, model } }]).models).toEqual(['module own-net.ts']);
});

test('a sweep without trials has no setting', () => {
  expect(settingOf([])).toEqual({ datasets: [], models: [], epochs: [], batchSizes: [] });
});
