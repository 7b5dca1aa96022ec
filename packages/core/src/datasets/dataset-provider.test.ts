import { expect, test } from 'vitest';
import { tinyDataset } from '../testing/index.ts';
import { datasetConfigSchema, type DatasetConfig } from './dataset-config.ts';
import { holdDataset, makeDatasets } from './dataset-provider.ts';
import type { Dataset } from './dataset.ts';

const config = datasetConfigSchema.parse('glyphs');
const [tiny, other] = [tinyDataset(), { ...tinyDataset(), fingerprint: 'other' }];
const referenceOf = ({ fingerprint }: Dataset) => ({ config, fingerprint });
const refused = {
  code: 'dataset-changed',
  message: expect.stringContaining(`saw the fingerprint ${tiny.fingerprint}; expected other,`),
};

test('data at hand is found by its fingerprint, and no other', async () => {
  expect(await holdDataset(tiny).find(referenceOf(tiny))).toBe(tiny);
  await expect(holdDataset(tiny).find(referenceOf(other))).rejects.toMatchObject(refused);
});

test('data is made once for tasks that follow each other', async () => {
  const made: DatasetConfig[] = [];
  const datasets = makeDatasets(async (wanted) => {
    made.push(wanted);
    return tiny;
  });
  expect(await Promise.all([datasets.find(referenceOf(tiny)), datasets.find(referenceOf(tiny))])).toEqual([tiny, tiny]);
  expect(made).toEqual([config]);
});

test('data of another content is refused, and made again for the next task', async () => {
  const contents = [tiny, other];
  const datasets = makeDatasets(async () => contents.shift() ?? tiny);
  await expect(datasets.find(referenceOf(other))).rejects.toMatchObject(refused);
  expect(await datasets.find(referenceOf(other))).toBe(other);
});
