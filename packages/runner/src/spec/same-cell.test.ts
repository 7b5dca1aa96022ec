import { expect, test } from 'vitest';
import { planTrials } from '../search/plan-trials.ts';
import { loadText, refusal } from './testing/load-text.ts';

const context = { datasetFingerprint: 'f', engine: 'wasm', numericsVersion: '1' };

/** Paths with two values that are one configuration, and what has to stand beside them. */
const twins: readonly (readonly [string, string, string, string])[] = [
  ['augmentation', '{}', '{ rotate: 0 }', ''],
  ['augmentation', '{ flip: none, random_crop: 0, cutout: 0 }', '{ zoom: 0.0, shear: 0 }', ''],
  ['augmentation', '{ rotate: 10, noise: 0.1 }', '{ noise: 0.10, rotate: 1e1 }', ''],
  ['augmentation', '{ rand_augment: {} }', '{ rand_augment: { magnitude: 9, operations: 2 }, brightness: 0 }', ''],
  ['regularization', '{}', '{ l1: 0, l2: 0, mixup: 0, cutmix: 0 }', ''],
  ['learning_rate', '1', '1.0', ''],
  ['learning_rate', '0.001', '1e-3', ''],
  ['optimizer', 'adam', '{ name: adam, beta_1: 0.9, epsilon: 1.0e-7 }', ''],
  ['optimizer', '{ name: adam, beta_1: 0.8, beta_2: 0.9 }', '{ beta_2: 0.9, beta_1: 0.8, name: adam }', ''],
  ['optimizer', 'sgd', '{ name: sgd, weight_decay: 0 }', ''],
  ['model', 'seed-cnn', '{ name: seed-cnn, width: 1, depth: 1 }', ''],
  ['model', 'mlp', '{ name: mlp, dropout: 0 }', ''],
  ['model', 'lenet5', '{ name: lenet5, depth: 2 }', ''],
  ['model', 'resnet8', '{ name: resnet8, blocks: 1 }', ''],
  ['model', 'resnet20', '{ name: resnet20, blocks: 3 }', ''],
  ['model', '{ layers: [flatten, dense] }', '{ name: layers, layers: [{ name: flatten }, { name: dense }] }', ''],
  ['model.layers', '[flatten, dense]', '[flatten, { name: dense }]', 'model: { layers: [flatten, dense] }'],
  ['loss', '{ name: combined, terms: { mse: 2 } }', '{ name: combined, terms: { mse: { weight: 2.0 } } }', ''],
  ['loss.terms.mse', '2', '{ weight: 2 }', 'loss: { name: combined, terms: { mse: 1 } }'],
  ['schedule', 'constant', '{ name: constant, warm_up: 0 }', ''],
  ['training', '{}', '{ batch_size: 32, epochs: 10 }', ''],
  ['training.early_stopping', '{}', '{ patience: 3 }', ''],
];

test.each(twins)('%s: %s and %s are one cell', (path, one, other, beside) => {
  const text = `name: a\nparameters:\n  ${path}:\n    values:\n      - ${one}\n      - ${other}\n${beside}`;
  expect(refusal(() => loadText(text))).toEqual({
    code: 'sweep-invalid',
    message: `my-sweep.yaml:6:9  parameters.${path}.values[1]: is the same as values[0] at my-sweep.yaml:5:9; expected different values`,
    hint: undefined,
  });
});

test('cells of several axes that come out the same are refused with the places of their values', () => {
  const text = `name: a
parameters:
  regularization:
    values:
      - { l2: 0.1 }
      - { l2: 0.1, mixup: 0.2 }
  regularization.mixup: { values: [0] }`;
  const { message } = refusal(() => loadText(text));
  expect(message).toMatch(/^my-sweep\.yaml:6:9 {2}parameters\.regularization: .* \(my-sweep\.yaml:5:9\) and /);
});

test.each(twins)('%s: trials of %s and of %s have one key, in whatever sweep', (path, one, other, beside) => {
  const [first, second] = [one, other].map((value) => {
    const { spec } = loadText(`name: a\nparameters: { ${path}: { value: ${value} } }\n${beside}`);
    return planTrials(spec, context).map(({ key, cell }) => ({ key, cell }));
  });
  expect(second).toEqual(first);
});

test('an option that was left out before there was one, and then at the value that changes nothing, is the same trial', () => {
  const keysOf = (text: string): string[] => planTrials(loadText(text).spec, context).map(({ key }) => key);
  const swept = keysOf('name: b\nparameters: { augmentation.rotate: { values: [0, 15] } }');
  expect(swept[0]).toBe(keysOf('name: a')[0]);
  expect(swept[1]).not.toBe(swept[0]);
});

// Key and cell as they were before there was one form for all ways of writing: finished trials are found by them.
test.each([
  ['name: a', '049664424a2628dc029f8c1f6991489a', '801d90ff2e91e84041bc2068265d7525'],
  [
    'name: a\naugmentation: { rotate: 15 }\nregularization: { l2: 0.1 }\ntraining: { epochs: 3, early_stopping: {} }',
    '8162726fd8794ceae6cf2aa4958c1d08',
    '3ad9f173ab0137248868b43d149de436',
  ],
  [
    'name: a\nmodel: { layers: [{ name: conv2d, filters: 8 }, flatten, dense] }\nloss: { name: combined, terms: { mse: 1, focal: { weight: 0.5 } } }\noptimizer: { name: adamw, clip_norm: 1 }\nschedule: { name: cosine, warm_up: 0.1 }',
    '9ce0fe2149dfa137f4dcea54e7c41eed',
    '0123717376cf0693e388ded6b4fe399d',
  ],
  [
    'name: a\nfolds: 3\nmodel: { name: resnet8, blocks: 2 }\noptimizer: lion',
    '4c2f38f4b1f90d8d80058a40b0f428b5',
    '8ab645f9e13f34ac608434396dc385fd',
  ],
])('the key of %j never changes', (text, key, cell) => {
  const [trial] = planTrials(loadText(text).spec, context);
  expect(trial).toMatchObject({ key, cell });
  expect(trial).not.toHaveProperty('former');
});

test.each([
  [
    'name: a\naugmentation: { rotate: 0 }',
    { key: 'f96ef0de6c4a7fdf9619b4810fb219e4', cell: 'fc4cade6c31e51d9fa4111a9e6d20a25' },
  ],
  [
    'name: a\nmodel: { name: seed-cnn, width: 1 }\noptimizer: { name: sgd, weight_decay: 0 }',
    { key: '9c84cd5066920902d40cf92af471862a', cell: 'd529c0d97fd858088a0c61bf278f3a04' },
  ],
])('%j is known by its former key, too', (text, former) => {
  expect(planTrials(loadText(text).spec, context)[0]?.former).toEqual(former);
});
