import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { loadSweep } from './load-sweep.ts';
import { specToJson } from './sweep-spec.ts';
import { inDirectory, loadText } from './testing/load-text.ts';

const full = `name: loss-optimizer-rate
method: grid
metric: { name: validation.accuracy, goal: maximize }
dataset: { name: mnist, path: ../somewhere }
model: seed-cnn
training: { epochs: 10, batch_size: 32 }
engine: wasm
repeats: 3
parameters:
  loss: { values: [cross-entropy, mse, hinge] }
  optimizer: { values: [sgd, { name: momentum, momentum: 0.95 }, { name: adam, beta_1: 0.9 }] }
  learning_rate: { values: [0.001, 0.01] }
  training.batch_size: { value: 64 }
`;

test('a full sweep: axes in the order of the YAML, values in their shortest form, single values in the configuration', () => {
  const { spec, source } = loadText(full);
  expect(source).toBe(full);
  expect(spec.axes).toEqual([
    { path: 'loss', values: ['cross-entropy', 'mse', 'hinge'] },
    { path: 'optimizer', values: ['sgd', { name: 'momentum', momentum: 0.95 }, 'adam'] },
    { path: 'learning_rate', values: [0.001, 0.01] },
  ]);
  expect(spec).toMatchObject({ name: 'loss-optimizer-rate', method: 'grid', engine: 'wasm', repeats: 3 });
  expect(spec.config.training).toEqual({ epochs: 10, batch_size: 64 });
});

test('the smallest sweep is one trial of the defaults', () => {
  const { spec } = loadText('name: small');
  expect(spec).toMatchObject({ engine: 'auto', repeats: 1, axes: [] });
  expect(spec.config).toMatchObject({
    dataset: { name: 'glyphs' },
    model: { name: 'seed-cnn' },
    loss: { name: 'cross-entropy' },
    optimizer: { name: 'adam', beta_1: 0.9 },
    metric: { name: 'validation.accuracy', goal: 'maximize' },
    seed: 0,
  });
});

test('a goal left out is the better direction of the metric', () => {
  expect(loadText('name: a\nmetric: { name: validation.nll }').spec.config.metric.goal).toBe('minimize');
});

test('an option below a swept part applies to all of its values', () => {
  const { spec } = loadText(
    'name: a\nparameters:\n  optimizer.epsilon: { value: 0.01 }\n  optimizer: { values: [adam, rmsprop] }',
  );
  expect(spec.axes.map(({ path, values }) => [path, values.length])).toEqual([
    ['optimizer.epsilon', 1],
    ['optimizer', 2],
  ]);
});

test('a relative dataset path starts at the file, one from an override at the current directory', () => {
  inDirectory((directory) => {
    mkdirSync(join(directory, 'sweeps'));
    writeFileSync(join(directory, 'sweeps', 'a.yaml'), 'name: a\ndataset: { name: mnist, path: ../data }');
    const load = (overrides: string[]): unknown =>
      loadSweep('sweeps/a.yaml', { overrides, currentDirectory: directory }).spec.config.dataset;
    expect(load([])).toMatchObject({ path: join(directory, 'data') });
    expect(load(['dataset.path=here'])).toMatchObject({ name: 'mnist', path: join(directory, 'here') });
    expect(load(['dataset={name: idx, path: here}'])).toMatchObject({ name: 'idx', path: join(directory, 'here') });
    expect(load(['dataset.path=/there'])).toMatchObject({ path: '/there' });
  });
});

test('the hash is that of the meaning: not of spelling, order of keys or the folder of the data', () => {
  const { specHash } = loadText(full);
  const respelled = full
    .replace('sgd, {', '{ name: sgd }, {')
    .replace('../somewhere', '/elsewhere')
    .replace('engine: wasm\nrepeats: 3', '# turned around\nrepeats: 3\nengine: wasm');
  expect(respelled).not.toBe(full);
  expect(loadText(respelled).specHash).toBe(specHash);
  for (const change of [
    'learning_rate=0.001',
    'repeats=2',
    'name=other',
    'training.epochs=3',
    'dataset.split_seed=1',
  ]) {
    expect(loadText(full, [change]).specHash).not.toBe(specHash);
  }
});

test('the resolved sweep is a sweep itself: loading it gives the same', () => {
  const loaded = loadText(full);
  expect(loadText(stringify(specToJson(loaded.spec)))).toMatchObject({ spec: loaded.spec, specHash: loaded.specHash });
});

test('anchors and aliases repeat a value; changing one place leaves the other', () => {
  const text = 'name: a\ntraining: &t { epochs: 3 }\nparameters:\n  training: { values: [*t, { epochs: 4 }] }';
  expect(loadText(text).spec.axes[0]?.values).toEqual([
    { epochs: 3, batch_size: 32 },
    { epochs: 4, batch_size: 32 },
  ]);
  const changed = loadText('name: a\ntraining: { epochs: &n 3, batch_size: *n }', ['training.epochs=9']);
  expect(changed.spec.config.training).toEqual({ epochs: 9, batch_size: 3 });
});
