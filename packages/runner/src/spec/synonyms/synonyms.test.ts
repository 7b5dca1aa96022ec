import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { commands } from '../../cli/command-list.ts';
import { readCatalog } from '../../cli/catalog/read-catalog.ts';
import { globalOptions } from '../../cli/command/global-options.ts';
import type { CatalogKind } from '../reference/catalog-kinds.ts';
import { keysOf, valueAt } from '../zod/schema-walk.ts';
import { sweepSchema } from '../schema/sweep-schema.ts';
import { sweepablePaths } from '../schema/sweepable-paths.ts';
import { loadText, refusal } from '../testing/load-text.ts';
import { findSynonym, plainName, synonyms, type SynonymKind } from './find-synonym.ts';
import type { Synonym, SynonymTable } from './synonym.ts';

const catalog = readCatalog();
const namesIn = (kind: CatalogKind): string[] =>
  catalog.filter((section) => section.kind === kind).flatMap(({ entries }) => entries.map(({ name }) => name));
const optionsIn = (kind: CatalogKind): string[] =>
  catalog
    .filter((section) => section.kind === kind)
    .flatMap(({ entries }) => entries.flatMap(({ options }) => options.map(({ name }) => name)));

/** Our names, by kind. */
const ours: Readonly<Record<SynonymKind, readonly string[]>> = {
  keys: [
    ...keysOf([sweepSchema()], {}),
    ...sweepablePaths.map(({ path }) => path),
    'metric.name',
    'metric.goal',
    'values',
  ],
  layerOptions: optionsIn('layers'),
  methods: ['grid', 'method'],
  goals: ['maximize', 'minimize'],
  losses: namesIn('losses'),
  optimizers: namesIn('optimizers'),
  schedules: namesIn('schedules'),
  models: namesIn('models'),
  layers: namesIn('layers'),
  initializers: namesIn('initializers'),
  datasets: namesIn('datasets'),
  metrics: namesIn('metrics').filter((name) => name.startsWith('validation.')),
  engines: namesIn('engines'),
  commands: commands.map(({ name }) => name),
  options: [...Object.keys(globalOptions), ...commands.flatMap(({ options }) => Object.keys(options))],
};

const targetsOf = (synonym: Synonym): readonly string[] => {
  if (typeof synonym === 'string') return [synonym];
  return 'nearest' in synonym ? synonym.nearest : synonym;
};
const entries = Object.entries<SynonymTable>(synonyms).flatMap(([kind, table]) =>
  Object.entries(table).map(([source, synonym]) => ({ kind: kind as SynonymKind, source, synonym })),
);

test('every counterpart exists', () => {
  const missing = entries.flatMap(({ kind, source, synonym }) =>
    targetsOf(synonym)
      .filter((target) => !ours[kind].includes(target))
      .map((target) => `${kind}: ${source} -> ${target}`),
  );
  expect(missing).toEqual([]);
});

test('no name is ours already, and none stands twice in its kind', () => {
  const seen = new Map<string, string>();
  const clashes = entries.flatMap(({ kind, source, synonym }) => {
    const id = `${kind} ${plainName(source)}`;
    const isOurs = ours[kind].some(
      (name) => plainName(name) === plainName(source) && !targetsOf(synonym).includes(name) && kind !== 'keys',
    );
    const twin = seen.get(id);
    seen.set(id, source);
    return [
      ...(twin === undefined ? [] : [`${kind}: ${source} and ${twin}`]),
      ...(isOurs ? [`${kind}: ${source}`] : []),
    ];
  });
  expect(clashes).toEqual([]);
});

test('what a note says to write is accepted', () => {
  const keyOf: Partial<Record<SynonymKind, string>> = {
    losses: 'loss',
    optimizers: 'optimizer',
    schedules: 'schedule',
  };
  const written = entries.flatMap(({ kind, synonym }) => {
    const key = keyOf[kind];
    const [, yaml] =
      typeof synonym === 'object' && 'note' in synonym ? (/(\{ name: .*\})/u.exec(synonym.note) ?? []) : [];
    return key === undefined || yaml === undefined ? [] : [{ key, yaml }];
  });
  expect(written.length).toBeGreaterThan(5);
  for (const { key, yaml } of written)
    expect(valueAt(loadText(`name: a\n${key}: ${yaml}\n`).spec.config, [key])).toMatchObject(parse(yaml) as object);
});

/** Returns the answer to a foreign name: the hint of the error, or the part of its message if there are several. */
function hintFor(yaml: string): string {
  const { message, hint } = refusal(() => loadText(`name: a\n${yaml}\n`));
  return hint ?? message;
}

const valuePlaces: Partial<Record<SynonymKind, (name: string) => string>> = {
  methods: (name) => `method: '${name}'`,
  goals: (name) => `metric: { name: validation.accuracy, goal: '${name}' }`,
  losses: (name) => `loss: '${name}'`,
  optimizers: (name) => `optimizer: '${name}'`,
  schedules: (name) => `schedule: '${name}'`,
  models: (name) => `model: '${name}'`,
  layers: (name) => `model: { layers: ['${name}'] }`,
  initializers: (name) => `model: { name: mlp, initializer: '${name}' }`,
  datasets: (name) => `dataset: '${name}'`,
  metrics: (name) => `metric: { name: '${name}' }`,
  engines: (name) => `engine: '${name}'`,
};

const meant = (synonym: Synonym): string =>
  typeof synonym === 'object' && 'note' in synonym ? synonym.note : `did you mean "${targetsOf(synonym)[0]}"`;

test.each(Object.keys(valuePlaces) as SynonymKind[])('each foreign name of %s leads to its counterpart', (kind) => {
  const place = valuePlaces[kind];
  const wrong = entries.flatMap(({ kind: own, source, synonym }) => {
    if (own !== kind || place === undefined) return [];
    const hint = hintFor(place(source));
    return hint.includes(meant(synonym)) ? [] : [`${source}: ${hint}`];
  });
  expect(wrong).toEqual([]);
});

test('each foreign key leads to its counterpart, at the top and below parameters', () => {
  const wrong = entries.flatMap(({ kind, source, synonym }) => {
    if (kind !== 'keys') return [];
    const inEntry = targetsOf(synonym).includes('values');
    const hints = inEntry
      ? [hintFor(`parameters: { learning_rate: { '${source}': 1 } }`)]
      : [hintFor(`'${source}': 1`)];
    const isSwept = (path: string): boolean =>
      !path.startsWith('dataset') && sweepablePaths.some((known) => known.path === path);
    if (!inEntry && targetsOf(synonym).some(isSwept))
      hints.push(hintFor(`parameters: { '${source}': { values: [1, 2] } }`));
    return hints.flatMap((hint) => {
      const words = [meant(synonym), ...targetsOf(synonym).map((target) => `"${target}"`)];
      return words.some((word) => hint.includes(word)) ? [] : [`${source}: ${hint}`];
    });
  });
  expect(wrong).toEqual([]);
});

test.each([
  [
    'optimizer: { name: sgd, momentum: 0.9, nesterov: true }',
    ['momentum is an option of momentum, nesterov, ', 'did you mean name: nesterov?'],
  ],
  ['optimizer: { name: adam, amsgrad: true }', ['did you mean name: amsgrad?']],
  ['optimizer: { name: adam, lr: 0.1 }', ['did you mean "learning_rate" at the top?']],
  ['optimizer: { name: rmsprop, alpha: 0.9 }', ['did you mean "rho"?']],
  ['parameters: { learning_rate.min: { value: 0.1 } }', ['ranges and distributions do not exist yet']],
  ['optimizer: torch.optim.AdamW2', ['did you mean "adamw"?']],
  ['parameters: { optimizer.lr: { values: [0.1] } }', ['did you mean "learning_rate"?']],
  ['parameters: { optimizer.learning_rate: { values: [0.1] } }', ['did you mean "learning_rate"?']],
  ['parameters: { batchSize: { values: [8] } }', ['did you mean "training.batch_size"?']],
  ['parameters: { training.batchSize: { values: [8] } }', ['did you mean "training.batch_size"?']],
  ['batchSize: 8', ['did you mean "training.batch_size"?']],
  ['earlyStopping: { patience: 3 }', ['did you mean "training.early_stopping"?']],
  ['training.epochs: 3', ['write training: { epochs: ... }']],
  ['val_loss: 1', ['metric: { name: validation.loss }']],
  ['val_accuracy: 1', ['metric: { name: validation.accuracy }']],
  ['metric: val_accuracy', ['write metric: { name: validation.accuracy }']],
  ['metric: { name: accuracy }', ['did you mean "validation.accuracy"?']],
  ['loss: nn.CrossEntropyLoss()', ['did you mean "cross-entropy"?']],
  ['loss: tf.keras.losses.CategoricalCrossentropy', ['did you mean "cross-entropy"?']],
  ['loss: HingeLoss', ['did you mean "hinge"?']],
  ['model: { name: mlp, units: 3 }', ['did you mean "width"?']],
  ['model: { name: logistic, units: 3 }', ['units is an option of vgg-mini, pretrained']],
  ['model: { layers: [{ name: conv2d, filters: 3, strides: 2 }] }', ['did you mean "stride"?']],
  ['model: { layers: [{ name: dense, units: 3, in_features: 2 }] }', ['the input of a layer is known']],
  ['augmentation: { RandomHorizontalFlip: 0.5 }', ['did you mean "flip"?']],
  ['augmentation: { RandomRotation: 10 }', ['did you mean "rotate"?']],
  [
    'parameters: { learning_rate: { distribution: uniform, min: 0.1, max: 1 } }',
    ['ranges and distributions do not exist yet'],
  ],
])('%s says %j', (yaml, hints) => {
  const hint = hintFor(yaml);
  for (const part of hints) expect(hint).toContain(part);
});

// All that PyTorch and Keras have, as they write them.
test.each([
  'LambdaLR MultiplicativeLR StepLR MultiStepLR ConstantLR LinearLR ExponentialLR PolynomialLR CosineAnnealingLR',
  'ChainedScheduler SequentialLR ReduceLROnPlateau CyclicLR OneCycleLR CosineAnnealingWarmRestarts',
  'CosineDecay CosineDecayRestarts ExponentialDecay InverseTimeDecay PiecewiseConstantDecay PolynomialDecay LearningRateScheduler',
])('schedules of other tools lead to the nearest: %s', (names) => {
  const strange = names.split(' ').filter((name) => findSynonym(['schedules'], name, ours.schedules) === undefined);
  expect(strange).toEqual([]);
});

test('seven wrong losses list the losses once', () => {
  const { message } = refusal(() =>
    loadText('name: a\nparameters: { loss: { values: [a1, b2, c3, d4, e5, f6, MSELoss] } }'),
  );
  expect(message.split('\n')).toHaveLength(7);
  expect(message.match(/symmetric-cross-entropy/gu)).toHaveLength(1);
  expect(message.match(/one of the names listed above/gu)).toHaveLength(6);
  expect(message).toContain('did you mean "mse"?');
});

test('a name that nothing is like has no meaning', () => {
  expect(findSynonym(['losses'], 'rocket', ours.losses)).toBeUndefined();
  expect(findSynonym(['losses'], '---', ours.losses)).toBeUndefined();
  expect(findSynonym(['losses'], 'constructor', ours.losses)).toBeUndefined();
});
