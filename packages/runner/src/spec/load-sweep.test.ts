import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, isAbsolute, join } from 'node:path';
import { expect, test } from 'vitest';
import { isValueAxis } from '../records/parameter-axis.ts';
import { stringify } from 'yaml';
import { applyParameters } from './cells/apply-parameters.ts';
import { loadSweep } from './load-sweep.ts';
import { specToJson } from './sweep-spec.ts';
import { inDirectory, loadText, refusal } from './testing/load-text.ts';

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

test('relaxed SIMD is an option of the engine wasm, and an engine of its own to the rest', () => {
  const { spec, specHash } = loadText('name: a\nengine: { name: wasm, relaxed_simd: true }');
  expect(spec.engine).toBe('wasm-relaxed');
  expect(specToJson(spec)).toMatchObject({ engine: { name: 'wasm', relaxed_simd: true } });
  expect(loadText(stringify(specToJson(spec))).specHash).toBe(specHash);
  expect(loadText('name: a\nengine: { name: wasm }').spec.engine).toBe('wasm');
  expect(loadText('name: a\nengine: wasm').specHash).not.toBe(specHash);
});

test('a goal left out is the better direction of the metric', () => {
  expect(loadText('name: a\nmetric: { name: validation.nll }').spec.config.metric.goal).toBe('minimize');
});

test('an option below a swept part applies to all of its values', () => {
  const { spec } = loadText(
    'name: a\nparameters:\n  optimizer.epsilon: { value: 0.01 }\n  optimizer: { values: [adam, rmsprop] }',
  );
  expect(spec.axes.filter(isValueAxis).map(({ path, values }) => [path, values.length])).toEqual([
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

const npy = `name: a
dataset: { name: npy, images_path: x.npy, labels_path: y.npy, test_images_path: xt.npy, test_labels_path: yt.npy }
`;

test('every path of a dataset is made absolute, and none of them counts in the hash', () => {
  const { spec, specHash } = loadText(npy);
  const paths = Object.entries(spec.config.dataset).flatMap(([option, path]) =>
    typeof path === 'string' && isAbsolute(path) ? [[option, basename(path)]] : [],
  );
  expect(paths).toEqual([
    ['images_path', 'x.npy'],
    ['labels_path', 'y.npy'],
    ['test_images_path', 'xt.npy'],
    ['test_labels_path', 'yt.npy'],
  ]);
  expect(loadText(npy.replaceAll('.npy', '-moved.npy')).specHash).toBe(specHash);
  expect(loadText(npy, ['dataset.split_seed=1']).specHash).not.toBe(specHash);
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
  for (const text of [full, `${full}folds: 5\n`]) {
    const loaded = loadText(text);
    expect(loadText(stringify(specToJson(loaded.spec)))).toMatchObject({
      spec: loaded.spec,
      specHash: loaded.specHash,
    });
  }
});

test('folds are in the spec, its JSON and its hash only when given', () => {
  const [without, folded] = [loadText(full), loadText(full, ['folds=5'])];
  // Pinned: of sweeps without folds, the hash is what it was before there were any.
  expect(without.specHash).toBe('cfefe958f76cc17e80e03ace3249d35f');
  expect(without.spec).not.toHaveProperty('folds');
  expect(specToJson(without.spec)).not.toHaveProperty('folds');
  expect(folded.spec).toMatchObject({ folds: 5, repeats: 3 });
  expect(specToJson(folded.spec)).toMatchObject({ folds: 5, repeats: 3 });
  expect(folded.specHash).not.toBe(without.specHash);
  expect(loadText(full, ['folds=4']).specHash).not.toBe(folded.specHash);
});

test('anchors and aliases repeat a value; changing one place leaves the other', () => {
  const text = 'name: a\ntraining: &t { epochs: 3 }\nparameters:\n  training: { values: [*t, { epochs: 4 }] }';
  expect(loadText(text).spec.axes.filter(isValueAxis)[0]?.values).toEqual([
    { epochs: 3, batch_size: 32 },
    { epochs: 4, batch_size: 32 },
  ]);
  const changed = loadText('name: a\ntraining: { epochs: &n 3, batch_size: *n }', ['training.epochs=9']);
  expect(changed.spec.config.training).toEqual({ epochs: 9, batch_size: 3 });
});

const combined = 'name: a\nloss: { name: combined, terms: { cross-entropy: 1, mse: 2 } }\n';

test('the weight of a loss in a sum can be swept, written short or not', () => {
  for (const mse of ['2', '{ weight: 2 }']) {
    const yaml = `${combined.replace('mse: 2', `mse: ${mse}`)}parameters: { loss.terms.mse.weight: { values: [0.1, 0.5] } }`;
    const { spec } = loadText(yaml);
    expect(spec.axes).toEqual([{ path: 'loss.terms.mse.weight', values: [0.1, 0.5] }]);
    expect(applyParameters(spec.config, { 'loss.terms.mse.weight': 0.5 }).loss).toMatchObject({
      terms: { 'cross-entropy': { weight: 1 }, mse: { weight: 0.5 } },
    });
  }
});

test('an override of a weight, or beside it, opens the weight alone', () => {
  const termsWith = (...overrides: string[]): unknown => loadText(combined, overrides).spec.config.loss['terms'];
  expect(termsWith('loss.terms.mse.weight=3')).toMatchObject({ mse: { weight: 3 } });
  expect(termsWith('loss.terms.mse=3')).toMatchObject({ mse: { weight: 3 } });
  expect(termsWith('loss.terms.cross-entropy.label_smoothing=0.1')).toMatchObject({
    'cross-entropy': { weight: 1, label_smoothing: 0.1 },
  });
});

const ownLoss = 'name: a\nloss: { module: my-loss.ts }\nparameters:\n';

test("options of a module of one's own are axes, at any depth and by override", () => {
  const axesOf = (text: string, overrides: readonly string[] = []): unknown =>
    inDirectory((currentDirectory) => {
      writeFileSync(join(currentDirectory, 'my-loss.ts'), 'export default { create() {} };');
      writeFileSync(join(currentDirectory, 'a.yaml'), ownLoss + text);
      return loadSweep('a.yaml', { overrides, currentDirectory }).spec.axes;
    });
  const temperatures = '  loss.options.temperature: { values: [1, 3] }\n';
  expect(axesOf(temperatures)).toEqual([{ path: 'loss.options.temperature', values: [1, 3] }]);
  expect(axesOf(temperatures, ['loss.options.temperature=2'])).toEqual([
    { path: 'loss.options.temperature', values: [2] },
  ]);
  const named = [{ name: 'rbf' }, { name: 'linear' }];
  expect(axesOf(`  loss.options.kernel.of: { values: ${JSON.stringify(named)} }\n`)).toEqual([
    { path: 'loss.options.kernel.of', values: named },
  ]);
});

test.each([
  ['  loss.options: { values: [{ a: 1 }, { a: .nan }] }', 'loss.options.values[1].a'],
  ['  loss.options.a: { values: [1, .inf] }', 'loss.options.a.values[1]'],
])('a number that is not finite is no option of a module: %s', (text, path) => {
  expect(refusal(() => loadText(ownLoss + text)).message).toMatch(
    new RegExp(
      `^my-sweep\\.yaml:4:\\d+  parameters\\.${path.replaceAll(/[.[\]]/g, '\\$&')}: saw a number that is not finite`,
    ),
  );
});
