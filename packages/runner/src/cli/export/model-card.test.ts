import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { trialConfigSchema } from '@sweepdeck/core/training';
import { sweepRecord, trialRecord } from '../../../test/fixtures/sweep-events.ts';
import { modelCard, type ModelCardSource } from './model-card.ts';

const config = trialConfigSchema.parse({
  dataset: { name: 'idx', path: '/home/somebody/images' },
  model: { name: 'mlp', width: 16 },
  seed: 4,
});
const result = {
  bestEpoch: 2,
  objective: 0.9,
  seconds: 3,
  divergedAt: null,
  metrics: { 'test.accuracy': 0.875, 'test.nll': 0.5 },
};
const source: ModelCardSource = {
  trial: {
    ...trialRecord(0),
    config,
    result,
    status: 'finished',
    parameters: { 'model.width': 16 },
    finishedAt: 1_700_000_000_000,
  },
  sweep: {
    ...sweepRecord,
    counts: { pending: 0, running: 0, finished: 1, diverged: 0, failed: 0 },
    bestObjective: 0.9,
  },
  isBestOfSweep: false,
  leader: null,
  format: 'tfjs',
  dataset: {
    name: 'photos',
    fingerprint: 'abc123',
    classNames: ['cat', 'dog'],
    height: 8,
    width: 6,
    channels: 3,
    imageCounts: { train: 1100, validation: 200, test: 300, trainByClass: [1000, 100] },
  },
  normalization: { mean: [0.5, 0.4, 0.3], deviation: [0.25, 0.25, 0.25] },
  environment: { node: '20.20.2', engine: 'wasm', git_commit: null, dataset: { name: 'photos' } },
  metrics: [
    { trialId: 1, epoch: 1, name: 'validation.accuracy', value: 0.1 },
    { trialId: 1, epoch: 2, name: 'validation.accuracy', value: 0.9 },
  ],
  parameterCount: 2434,
  valueCount: 2434,
};

test('says what the model is, what it was trained on and how good it is', () => {
  const card = modelCard(source);
  expect(card).toContain('# mlp on photos');
  expect(card).toContain('mlp of 2,434 parameters, for 2 classes');
  expect(card).toContain('(width 16)');
  expect(card).toContain('trained 2023-11-14');
  expect(card).toContain('| accuracy | 0.9000 | 0.8750 |\n| nll | - | 0.5000 |');
  expect(card).toContain('fingerprint `abc123`');
  expect(card).toContain('Images: 1,100 train, 200 validation, 300 test.');
  expect(card).toContain('with their training images: `cat` 1,000, `dog` 100.');
  expect(card).toContain('- engine: wasm');
  expect(card).not.toContain('git_commit');
});

test('tells no counts that the store does not know, and which fold validated', () => {
  const { imageCounts: _counts, ...dataset } = source.dataset;
  const earlier = modelCard({ ...source, dataset });
  expect(earlier).toContain('Classes, in the order of the outputs: `cat`, `dog`.');
  expect(earlier).not.toContain('Images: ');
  const folded = { ...source.trial, config: { ...config, fold: { index: 1, count: 5 } } };
  const card = modelCard({ ...source, trial: folded, dataset: { ...dataset, imageCounts: { test: 300 } } });
  expect(card).toContain('Validated on fold 2 of 5');
  expect(card).toContain('Images: 300 test.');
});

test('parameters that no gradient changes are counted apart', () => {
  expect(modelCard({ ...source, valueCount: 52_434 })).toContain(
    'mlp of 2,434 trained parameters and 50,000 that no gradient changes (frozen weights, running statistics), for 2 classes',
  );
});

test('the configuration is that of a sweep, without where the data lie', () => {
  const card = modelCard(source);
  const yaml = /```yaml\n([^`]*)```/.exec(card)?.[1] ?? '';
  expect(parse(yaml)).toMatchObject({ model: { name: 'mlp', width: 16 }, optimizer: 'adam', seed: 4 });
  expect(card).not.toContain('somebody');
});

test('the input is told in words, by format', () => {
  expect(modelCard(source)).toContain('do not normalize the images yourself');
  const plain = { ...source.dataset, channels: 1 };
  const gray = modelCard({ ...source, dataset: plain, normalization: { mean: [0], deviation: [1] } });
  expect(gray).toContain('`[batch, 8, 6, 1]` (gray)');
  expect(gray).toContain('.mean(2, true)');
  expect(gray).not.toContain('normaliz');
  const weights = modelCard({ ...source, format: 'safetensors' });
  expect(weights).toContain('mean 0.5, 0.4, 0.3 and deviation 0.25, 0.25, 0.25');
  expect(weights).toContain('load_file("model.safetensors")');
  expect(modelCard({ ...source, dataset: { ...plain, channels: 2 } })).toContain('tf.tensor4d(pixels, [1, 8, 6, 2])');
});
