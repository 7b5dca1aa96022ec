import { datasetConfigSchema } from '@sweepdeck/core/datasets';
import { lossRegistry } from '@sweepdeck/core/losses';
import { trainingConfigSchema } from '@sweepdeck/core/training';
import { expect, test } from 'vitest';
import { isValueAxis } from '../../records/parameter-axis.ts';
import { keysOf } from '../zod/schema-walk.ts';
import type { SweepSpec } from '../sweep-spec.ts';
import { loadText, refusal } from '../testing/load-text.ts';

const text = `name: a
dataset: glyphs
training: { epochs: 10 }
parameters:
  loss: { values: [cross-entropy, mse] }
  learning_rate: { values: [0.001, 0.01] }
`;
const load = (...overrides: string[]): SweepSpec => loadText(text, overrides).spec;
const valuesOf = (spec: SweepSpec, path: string): unknown =>
  spec.axes.filter(isValueAxis).find((axis) => axis.path === path)?.values;

test('sets a value, creating what is missing on the way', () => {
  expect(load('training.epochs=1').config.training).toEqual({ epochs: 1, batch_size: 32 });
  expect(load('training.batch_size=8').config.training).toEqual({ epochs: 10, batch_size: 8 });
  expect(load('optimizer={ name: adam, beta_1: 0.5 }').config.optimizer).toMatchObject({ name: 'adam', beta_1: 0.5 });
  expect(load('repeats=3', 'engine=cpu', 'name=b c')).toMatchObject({ repeats: 3, engine: 'cpu', name: 'b c' });
});

test('opens a name written alone to set an option inside', () => {
  expect(load('dataset.count=200').config.dataset).toMatchObject({ name: 'glyphs', count: 200 });
});

test('a swept path keeps its axis and gets the value or the values', () => {
  expect(valuesOf(load('learning_rate=0.5'), 'learning_rate')).toEqual([0.5]);
  expect(valuesOf(load('learning_rate=[0.5, 1]'), 'learning_rate')).toEqual([0.5, 1]);
  expect(valuesOf(load('parameters.learning_rate=0.5'), 'learning_rate')).toEqual([0.5]);
  expect(valuesOf(load('parameters.loss.values=[hinge,mse]'), 'loss')).toEqual(['hinge', 'mse']);
  expect(load('learning_rate=0.5').axes.map(({ path }) => path)).toEqual(['loss', 'learning_rate']);
});

test('parameters can be added, fixed and taken away', () => {
  expect(valuesOf(load('parameters.training.epochs.values=[1,2]'), 'training.epochs')).toEqual([1, 2]);
  const fixed = load('parameters.loss.value=hinge');
  expect(fixed.config.loss.name).toBe('hinge');
  expect(valuesOf(fixed, 'loss')).toBeUndefined();
  expect(load('parameters={}').axes).toEqual([]);
});

test('the last of several overrides of one path wins', () => {
  expect(load('training.epochs=1', 'training.epochs=2').config.training.epochs).toBe(2);
});

test.each([
  [
    'training.epocks=1',
    `training.epocks: unknown key; expected one of ${Object.keys(trainingConfigSchema.shape).join(', ')}`,
    'did you mean "epochs"?',
  ],
  ['dataset.count=5', 'dataset.count: saw 5; expected a whole number from 100 to 1000000', undefined],
  [
    'parameters.loss.values=[mse,hinje]',
    `parameters.loss.values[1]: saw "hinje"; expected one of ${Object.keys(lossRegistry).join(', ')}`,
    'did you mean "hinge"?',
  ],
  [
    'dataset.path=',
    `dataset.path: unknown key; expected one of ${keysOf([datasetConfigSchema], 'glyphs').join(', ')}`,
    'path is an option of mnist, fashion-mnist, kmnist, cifar10, cifar100, idx, images, cifar, npz',
  ],
  [
    'learning_rate=1e-2,1e-3',
    'parameters.learning_rate.values[0]: saw the string "1e-2,1e-3"; expected a number above 0 and at most 1000',
    'several values are a list: parameters.learning_rate=[1e-2, 1e-3]',
  ],
  [
    'training.epochs=1,2,3',
    'training.epochs: saw the string "1,2,3"; expected a whole number from 1 to 100000',
    'several values are a list: parameters.training.epochs=[1, 2, 3]',
  ],
  ['epochs', 'expected path=value', 'write for example --set training.epochs=1'],
  ['=1', 'expected path=value', 'write for example --set training.epochs=1'],
  ['training..epochs=1', 'the path training..epochs has an empty part', undefined],
  ['training.epochs=[1', 'not YAML: Flow sequence must end with a ]', undefined],
  ['training.epochs=*x', 'saw the alias *x; expected the anchor &x before it', undefined],
  ['training.epochs.more=1', 'training.epochs is not a mapping, so nothing can be set inside it', undefined],
  [
    'loss.form=one-vs-rest',
    'has no effect, because parameters.loss replaces all of loss',
    'set parameters.loss.form.value to use it in every cell',
  ],
])('refuses --set %s', (override, message, hint) => {
  expect(refusal(() => load(override))).toEqual({
    code: 'sweep-invalid',
    message: `--set ${override}: ${message}`,
    hint,
  });
});

test.each([
  ['dataset.count=600', 'dataset', { name: 'glyphs', count: 600 }],
  ['model.width=3', 'model', { name: 'seed-cnn', width: 3 }],
  ['loss.label_smoothing=0.1', 'loss', { name: 'cross-entropy', label_smoothing: 0.1 }],
  ['optimizer.beta_1=0.5', 'optimizer', { name: 'adam', beta_1: 0.5 }],
  ['schedule.warm_up=0.1', 'schedule', { name: 'constant', warm_up: 0.1 }],
  ['augmentation.rotate=5', 'augmentation', { rotate: 5 }],
  ['regularization.l2=0.1', 'regularization', { l2: 0.1 }],
  ['training.epochs=3', 'training', { epochs: 3 }],
  ['model.layers=[flatten]', 'model', { name: 'layers' }],
  ['loss.name=hinge', 'loss', { name: 'hinge' }],
])('--set %s sets an option of what the file leaves to the default', (override, part, expected) => {
  expect(loadText('name: a\n', [override]).spec.config).toMatchObject({ [part]: expected });
});

test('an option of a default may be followed by its name', () => {
  const { config } = loadText('name: a\n', ['loss.margin=0.5', 'loss.name=hinge']).spec;
  expect(config.loss).toMatchObject({ name: 'hinge', margin: 0.5 });
});

test('an option of an engine that the file does not name says which engine has it', () => {
  const { message, hint } = refusal(() => loadText('name: a\n', ['engine.relaxed_simd=true']));
  expect([message, hint]).toEqual([
    '--set engine.relaxed_simd=true: engine.relaxed_simd: unknown key; expected name',
    'relaxed_simd is an option of wasm',
  ]);
});
