import { lossRegistry } from '@sweepdeck/core/losses';
import { modelRegistry } from '@sweepdeck/core/models';
import { optimizerRegistry } from '@sweepdeck/core/optimizers';
import { trialConfigSchema } from '@sweepdeck/core/training';
import { expect, test } from 'vitest';
import { keysOf, schemasAt } from '../zod/schema-walk.ts';
import { sweepSchema, trialKeys } from '../schema/sweep-schema.ts';
import { sweepablePaths } from '../schema/sweepable-paths.ts';
import { loadText, refusal } from '../testing/load-text.ts';

const axis = (line: string): string => `name: a\nparameters:\n  ${line}`;
const topKeys = keysOf([sweepSchema()], {}).join(', ');
const parts = trialKeys.filter((key) => key !== 'dataset').join(', ');
const regularizationKeys = keysOf([trialConfigSchema.shape.regularization], {}).join(', ');
const termLosses = keysOf(schemasAt(trialConfigSchema.shape.loss, ['terms'], { name: 'combined' }), {}).join(', ');
const adamKeys = keysOf([trialConfigSchema.shape.optimizer], 'adam').join(', ');
/** Options right below a part, as messages list them behind the likely one. */
const optionsBut = (part: string, likely: string): string =>
  sweepablePaths
    .flatMap(({ path }) => (/^[^.]+\.[^.]+$/.test(path) && path.startsWith(`${part}.`) ? [path.split('.')[1]] : []))
    .filter((option) => option !== likely)
    .join(', ');
const optimizerOptions = optionsBut('optimizer', 'beta_1');
const lossOptions = optionsBut('loss', 'terms');
const combination = (lines: string): string =>
  `name: a\nloss: { name: combined, terms: { cross-entropy: 1, mse: 0.1 } }\nparameters:\n${lines}`;
const [losses, optimizers, models] = [lossRegistry, optimizerRegistry, modelRegistry].map((registry) =>
  Object.keys(registry).join(', '),
);
const name = 'a name of letters, digits, space, dot, dash and underscore, at most 100 characters';

const withFolds = 'cannot be combined with folds: it changes the train split, whose images all validate in some fold';

/** The YAML, the error after `my-sweep.yaml:`, and its hint. */
const cases: readonly (readonly [string, string, string | undefined])[] = [
  [
    axis('loss: { values: [mse, hinje] }'),
    `3:25  parameters.loss.values[1]: saw "hinje"; expected one of ${losses}`,
    'did you mean "hinge"?',
  ],
  ['name: a\noptimizer: adm', `2:12  optimizer: saw "adm"; expected one of ${optimizers}`, 'did you mean "adam"?'],
  ['name: a\nmodel: rocket', `2:8  model: saw "rocket"; expected one of ${models}`, undefined],
  [
    'name: a\ndataset: { name: mnits }',
    '2:18  dataset.name: saw "mnits"; expected one of glyphs, mnist, fashion-mnist, kmnist, cifar10, cifar100, idx, images, cifar, npz, npy',
    'did you mean "mnist"?',
  ],
  ['name: a\ndataset: idx', '2:10  dataset.path: missing; expected text that is not empty', undefined],
  [
    'name: a\nengine: wsam',
    '2:9  engine: saw "wsam"; expected one of auto, wasm, tensorflow, webgpu, cpu',
    'did you mean "wasm"?',
  ],
  [
    'name: a\nengine: { name: wasm, relaxed_simd: 1 }',
    '2:37  engine.relaxed_simd: saw the number 1; expected true or false',
    undefined,
  ],
  [
    'name: a\nengine: { name: cpu, relaxed_simd: true }',
    '2:22  engine.relaxed_simd: unknown key; expected name',
    'relaxed_simd is an option of wasm',
  ],
  [
    axis('learning_rate: { values: [0.1, -0.1] }'),
    '3:34  parameters.learning_rate.values[1]: saw -0.1; expected a number above 0 and at most 1000',
    undefined,
  ],
  [
    'name: a\ntraining: { epochs: 0 }',
    '2:21  training.epochs: saw 0; expected a whole number from 1 to 100000',
    undefined,
  ],
  [
    'name: a\nlearning_rate: .nan',
    '2:16  learning_rate: saw .nan; expected a number above 0 and at most 1000',
    undefined,
  ],
  [
    "name: a\nlearning_rate: '0.01'",
    '2:16  learning_rate: saw the string "0.01"; expected a number above 0 and at most 1000',
    'drop the quotes: 0.01',
  ],
  [
    'name: a\nlearning_rate: 0,01',
    '2:16  learning_rate: saw the string "0,01"; expected a number above 0 and at most 1000',
    'write 0.01',
  ],
  ["name: ''", `1:7  name: saw ""; expected ${name}`, undefined],
  ['name: a\nseed: .nan', '2:7  seed: saw .nan; expected a whole number from 0 to 4294967295', undefined],
  ['name: 12', `1:7  name: saw the number 12; expected ${name}`, 'put it in quotes: "12"'],
  ['method: grid', `1:1  name: missing; expected ${name}`, undefined],
  ['name: a\nparameters:', '2:12  parameters: saw no value; expected a mapping', undefined],
  [
    'name: a\ntraning: { epochs: 1 }',
    `2:1  traning: unknown key; expected one of ${topKeys}`,
    'did you mean "training"?',
  ],
  ['name: a\nepochs: 3', `2:1  epochs: unknown key; expected one of ${topKeys}`, 'did you mean "training.epochs"?'],
  [
    'name: a\noptimizer: { name: adam, momentum: 0.9 }',
    `2:26  optimizer.momentum: unknown key; expected one of ${adamKeys}`,
    'momentum is an option of momentum, nesterov, rmsprop, lars, muon',
  ],
  [
    'name: a\nlearning_rate: [0.1, 0.2]',
    '2:16  learning_rate: saw a list; expected a number above 0 and at most 1000',
    'to sweep it, write under parameters: learning_rate: { values: [...] }',
  ],
  [
    axis('loss: { values: [] }'),
    '3:19  parameters.loss.values: saw an empty list; expected a list of at least one value',
    undefined,
  ],
  [axis('loss: {}'), '3:9  parameters.loss: saw neither values nor value; expected one of them', undefined],
  [
    axis('loss: { values: [mse], value: hinge }'),
    '3:9  parameters.loss: saw both values and value; expected one of them',
    undefined,
  ],
  [
    axis('loss: { values: mse }'),
    '3:19  parameters.loss.values: saw the string "mse"; expected a list of at least one value',
    'write a list, or value: for a single one',
  ],
  [
    axis('loss: [mse, hinge]'),
    '3:9  parameters.loss: saw a list; expected a mapping with values or value',
    'write loss: { values: [...] }',
  ],
  [
    axis('optimizer: { values: [adam, { name: adam, beta_1: 0.9 }] }'),
    '3:31  parameters.optimizer.values[1]: is the same as values[0] at my-sweep.yaml:3:25; expected different values',
    undefined,
  ],
  [
    axis('training: { epochs: { values: [1, 2] } }'),
    '3:15  parameters.training.epochs: unknown key; expected one of values, value',
    'write the path with a dot: training.epochs: { values: [...] }',
  ],
  [
    axis('epochs: { values: [1, 2] }'),
    `3:3  parameters.epochs: not a path into the trial configuration; expected one of ${parts}, or an option of one, such as training.epochs`,
    'did you mean "training.epochs"?',
  ],
  [
    axis('optimzer.beta_1: { values: [0.8] }'),
    '3:3  parameters.optimzer.beta_1: not a path into the trial configuration; expected optimizer.beta_1',
    'did you mean "optimizer.beta_1"?',
  ],
  [
    axis('optimizer.bta_1: { values: [0.8] }'),
    `3:3  parameters.optimizer.bta_1: not a path into the trial configuration; expected optimizer or one of its options beta_1, ${optimizerOptions}`,
    'did you mean "optimizer.beta_1"?',
  ],
  [
    axis('learning_rate.base: { values: [0.8] }'),
    '3:3  parameters.learning_rate.base: not a path into the trial configuration; expected learning_rate',
    'did you mean "learning_rate"?',
  ],
  [
    axis('seed: { values: [1, 2] }'),
    '3:3  parameters.seed: cannot be swept; repeats trains every cell with several seeds',
    'write repeats: 3',
  ],
  [
    axis('fold: { values: [1, 2] }'),
    '3:3  parameters.fold: cannot be swept; folds trains every cell on each fold of the images',
    'write folds: 5',
  ],
  [
    axis('folds: { values: [5, 10] }'),
    '3:3  parameters.folds: cannot be swept; it belongs to the sweep and not to a trial',
    undefined,
  ],
  ['name: a\nfolds: 1', '2:8  folds: saw 1; expected a whole number from 2 to 100', undefined],
  ['name: a\nfolds: 101', '2:8  folds: saw 101; expected a whole number from 2 to 100', undefined],
  [
    'name: a\nfolds: 5\ndataset: { name: glyphs, imbalance: { kind: step, ratio: 10 } }',
    `3:37  dataset.imbalance: ${withFolds}`,
    'remove either folds or dataset.imbalance',
  ],
  [
    'name: a\nfolds: 5\nparameters:\n  dataset.label_noise: { value: { kind: symmetric, rate: 0.1 } }',
    `4:24  parameters.dataset.label_noise: ${withFolds}`,
    'remove either folds or dataset.label_noise',
  ],
  [
    'name: a\nfolds: 5\nparameters:\n  dataset: { value: { name: glyphs, imbalance: { kind: step, ratio: 10 } } }',
    `4:48  parameters.dataset.value.imbalance: ${withFolds}`,
    'remove either folds or dataset.imbalance',
  ],
  [
    'name: a\nfolds: 5\nparameters:\n  dataset: { values: [{ name: glyphs, imbalance: { kind: step, ratio: 10 } }] }',
    `4:50  parameters.dataset.values[0].imbalance: ${withFolds}`,
    'remove either folds or dataset.imbalance',
  ],
  [
    axis('metric.name: { value: validation.nll }'),
    '3:3  parameters.metric.name: cannot be swept; all trials of a sweep are ranked by one metric',
    undefined,
  ],
  [
    axis('engine: { values: [wasm, cpu] }'),
    '3:3  parameters.engine: cannot be swept; it belongs to the sweep and not to a trial',
    undefined,
  ],
  [
    axis('dataset: { values: [mnist, glyphs] }'),
    '3:22  parameters.dataset.values: saw 2 values; expected one, because a sweep trains on one dataset',
    'write one sweep file per dataset',
  ],
  [
    'name: a\nmetric: { name: validation.nll, goal: maximize }',
    '2:39  metric.goal: saw "maximize"; expected minimize for that metric',
    undefined,
  ],
  [
    'name: a\nmetric: { name: validation.loss }\nparameters: { loss: { values: [mse, hinge] } }',
    '2:17  metric.name: saw "validation.loss", which cannot be compared between the losses of this sweep',
    'rank by validation.accuracy or validation.nll',
  ],
  [
    'name: a\nseed: 4294967295\nrepeats: 2',
    '2:7  seed: the last repeat would have seed 4294967296; expected at most 4294967295',
    undefined,
  ],
  [
    'name: a\nparameters:\n  optimizer: { values: [sgd, momentum, adam] }\n  optimizer.momentum: { values: [0.8, 0.9] }',
    '4:3  parameters.optimizer.momentum: cannot be combined with optimizer sgd, adam: it has no option momentum',
    'write the option inside the values of optimizer that have it: { name: ..., momentum: ... }',
  ],
  [
    'name: a\nparameters:\n  loss.form: { values: [one-vs-rest] }',
    '3:3  parameters.loss.form: cannot be combined with loss cross-entropy: it has no option form',
    'cross-entropy has label_smoothing, class_weights; form is one of hinge',
  ],
  [
    'name: a\nmodel: logistic\nparameters:\n  model.dropout: { values: [0, 0.5] }',
    '4:3  parameters.model.dropout: cannot be combined with model logistic: it has no option dropout',
    'logistic has no options; dropout is one of seed-cnn, mlp, lenet5, vgg-mini, pretrained',
  ],
  [
    'name: a\nloss: mse\nparameters:\n  loss.options.temperature: { values: [1, 3] }',
    '4:3  parameters.loss.options.temperature: cannot be combined with loss mse: it has no option options',
    'mse has on; options is one of module',
  ],
  [
    combination('  loss.terms.cross-entropy: { values: [0, 1] }\n  loss.terms.mse: { values: [0, 1] }'),
    '4:3  parameters.loss.terms.cross-entropy: cannot be combined with loss combined in the cell cross-entropy 0 · mse 0: terms: saw no loss with a weight above 0; expected at least one, such as { cross-entropy: 1, mse: 0.5 }',
    'every combination of the values is trained; write those that fit as whole values of loss',
  ],
  [
    combination('  loss.terms.hinge.margin: { values: [0.5, 2] }'),
    '4:3  parameters.loss.terms.hinge.margin: cannot be combined with loss combined: terms.hinge.weight is missing; expected a number from 0 to 1000000',
    'give loss.terms.hinge.weight a value, too',
  ],
  [
    combination('  loss.terms.mse.wieght: { values: [0.5, 2] }'),
    '4:3  parameters.loss.terms.mse.wieght: not a path into the trial configuration; expected loss.terms.mse or one of its options weight, on',
    'did you mean "loss.terms.mse.weight"?',
  ],
  [
    combination('  loss.trems.mse: { values: [0.5, 2] }'),
    `4:3  parameters.loss.trems.mse: not a path into the trial configuration; expected loss or one of its options terms, ${lossOptions}`,
    'did you mean "loss.terms.mse"?',
  ],
  [
    'name: a\nloss: { name: cross-entropy, class_weights: [1] }',
    '2:45  loss.class_weights: saw a list of 1 value; expected balanced or a list of at least 2 values',
    undefined,
  ],
  [
    'name: a\nloss: { name: cross-entropy, class_weights: [1, -1] }',
    '2:49  loss.class_weights[1]: saw -1; expected a number from 0 to 1000000',
    undefined,
  ],
  [
    'name: a\nloss: { name: combined, terms: { mse: { on: logits } } }',
    '2:39  loss.terms.mse.weight: missing; expected a number from 0 to 1000000',
    undefined,
  ],
  [
    'name: a\nloss: { name: combined, terms: { msee: 1 } }',
    `2:34  loss.terms.msee: unknown key; expected one of ${termLosses}`,
    'did you mean "mse"?',
  ],
  [
    'name: a\nregularization: { dropout: 0.5 }',
    `2:19  regularization.dropout: unknown key; expected one of ${regularizationKeys}`,
    'did you mean "model.dropout", or the layer dropout of a model?',
  ],
  ['- name: a', '1:1  saw YAML that is not a mapping; expected keys such as name, method and parameters', undefined],
];

test('the keys that the messages list are those of the schema', () => {
  expect(topKeys).toMatch(/^name, method, metric, dataset, model, .*, engine, .*, seed, parameters$/);
  expect(parts).toMatch(/^model, loss, optimizer, learning_rate, schedule, training, augmentation, regularization/);
  expect(adamKeys).toMatch(/^name, beta_1, beta_2, epsilon, /);
});

test.each(cases)('%j', (text, message, hint) => {
  expect(refusal(() => loadText(text))).toEqual({ code: 'sweep-invalid', message: `my-sweep.yaml:${message}`, hint });
});

test('cells that come out the same are refused', () => {
  const text =
    'name: a\nparameters:\n  optimizer: { values: [momentum, { name: momentum, momentum: 0.5 }] }\n  optimizer.momentum: { value: 0.8 }';
  const { code, message, hint } = refusal(() => loadText(text));
  expect({ code, hint }).toEqual({ code: 'sweep-invalid', hint: 'leave the option out of the values of optimizer' });
  expect(message).toBe(
    'my-sweep.yaml:3:35  parameters.optimizer: momentum · momentum 0.8 (my-sweep.yaml:3:25) and momentum(0.5) · momentum 0.8 are the same configuration; expected different ones',
  );
});

test('all problems of a file come at once, a line each, in its order, overrides last', () => {
  const text = 'epoch: 3\nloss: hinje\nrepeats: 0\nname: a';
  expect(refusal(() => loadText(text, ['training.epochs=0']))).toEqual({
    code: 'sweep-invalid',
    message: [
      `my-sweep.yaml:1:1  epoch: unknown key; expected one of ${topKeys} (did you mean "training.epochs"?)`,
      `my-sweep.yaml:2:7  loss: saw "hinje"; expected one of ${losses} (did you mean "hinge"?)`,
      'my-sweep.yaml:3:10  repeats: saw 0; expected a whole number from 1 to 1000',
      '--set training.epochs=0: training.epochs: saw 0; expected a whole number from 1 to 100000',
    ].join('\n'),
    hint: undefined,
  });
});
