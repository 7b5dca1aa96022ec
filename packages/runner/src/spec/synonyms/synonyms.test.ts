import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { commands } from '../../cli/command-list.ts';
import { readCatalog } from '../../cli/catalog/read-catalog.ts';
import { globalOptions } from '../../cli/command/global-options.ts';
import { parseCommandLine } from '../../cli/command/parse-command-line.ts';
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

/** Returns the values that an option of the command line accepts. */
function choicesOf(option: string): readonly string[] {
  return commands.flatMap(({ options }) => options[option]?.choices ?? []);
}

/** Our names, by kind. */
const ours: Readonly<Record<SynonymKind, readonly string[]>> = {
  keys: [
    ...keysOf([sweepSchema()], {}),
    ...sweepablePaths.map(({ path }) => path),
    'metric.name',
    'metric.goal',
    'values',
  ],
  nameKeys: ['name'],
  searchFunctions: ['values'],
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
  targets: [],
  formats: choicesOf('format'),
  sorts: choicesOf('sort'),
  reporters: choicesOf('reporter'),
  // The engine `cpu` is too slow for sweeps, so no device leads to it.
  devices: namesIn('engines').filter((name) => name !== 'cpu'),
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

test('each key of another tool that names a part leads to `name`', () => {
  const wrong = Object.keys(synonyms.nameKeys).flatMap((key) => {
    const hint = hintFor(`optimizer: { '${key}': torch.optim.Adam }`);
    return hint === `write name: adam instead of ${key}: torch.optim.Adam` ? [] : [`${key}: ${hint}`];
  });
  expect(wrong).toEqual([]);
});

test('each function of a search space leads to a list of values', () => {
  const wrong = Object.entries<Synonym>(synonyms.searchFunctions).flatMap(([name, synonym]) => {
    const hints = [
      hintFor(`learning_rate: 'tune.${name}([0.1, 0.2])'`),
      hintFor(`parameters: { learning_rate: '${name}(0.1, 0.2)' }`),
    ];
    const meaning = typeof synonym === 'object' && 'note' in synonym ? '{ values: [' : '{ values: [0.1, 0.2] }';
    return hints.every((hint) => hint.includes(meaning)) ? [] : [`${name}: ${hints.join('; ')}`];
  });
  expect(wrong).toEqual([]);
});

/** Returns the hint of a command line that is refused. */
const hintOfLine = (...words: readonly string[]): string =>
  refusal(() => parseCommandLine(words, commands, { version: '1.2.3', columns: 80, commandName: 'runner' })).hint ?? '';

test.each<[kind: SynonymKind, line: (word: string) => readonly string[]]>([
  ['commands', (word) => [word]],
  ['formats', (word) => ['export', 's1', '--format', word]],
  ['sorts', (word) => ['leaderboard', '--sort', word]],
  ['reporters', (word) => ['sweep', 'a.yaml', '--reporter', word]],
])('each foreign word of %s leads to its counterpart', (kind, line) => {
  const wrong = entries.flatMap(({ kind: own, source, synonym }) => {
    if (own !== kind) return [];
    const hint = hintOfLine(...line(source)).toLowerCase();
    const [target = ''] = targetsOf(synonym);
    const isNote = typeof synonym === 'object' && 'note' in synonym;
    return hint.includes(isNote ? synonym.note.toLowerCase() : target) ? [] : [`${source}: ${hint}`];
  });
  expect(wrong).toEqual([]);
});

test('each device leads to the engine that computes there', () => {
  const wrong = Object.entries<Synonym>(synonyms.devices).flatMap(([device, engine]) =>
    ['--device', '--accelerator', '--backend'].flatMap((option) => {
      const hint = hintOfLine('sweep', 'a.yaml', option, device);
      return hint === `Write it as --set engine=${targetsOf(engine)[0]}.` ? [] : [`${option} ${device}: ${hint}`];
    }),
  );
  expect(wrong).toEqual([]);
});

test.each([
  ['sweep a.yaml --device cuda:1', 'Write it as --set engine=tensorflow.'],
  ['sweep a.yaml --device', 'Write it as --set engine=auto.'],
  ['sweep a.yaml --gpu 0', 'Write it as --set engine=tensorflow.'],
  ['sweep a.yaml --gpus 1', 'Choose the engine with --set engine=tensorflow.'],
  ['sweep a.yaml --batch-size 64', 'Write it as --set training.batch_size=64.'],
  ['sweep a.yaml --epochs 5', 'Write it as --set training.epochs=5.'],
  ['sweep a.yaml --lr 0.1', 'Write it as --set learning_rate=0.1.'],
  ['sweep a.yaml --verbose', 'Every event is printed as a line of its own with --reporter plain.'],
  ['sweep a.yaml --resume', 'The same command continues a sweep; omit it.'],
  ['sweep a.yaml --metric val_loss', 'The sweep file says which metric ranks.'],
  ['sweep a.yaml --project x', 'The store has no projects; name the sweep, or give each project a --store.'],
  ['export s1 --out d', 'Did you mean --output?'],
  ['export s1 -o d', 'Did you mean --output?'],
])('%s says %j', (line, hint) => {
  expect(hintOfLine(...line.split(' '))).toBe(hint);
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
  ['model: { type: mlp }', ['write name: mlp instead of type: mlp']],
  ['optimizer: { class_name: Rocket }', ['write name: ... instead of class_name: Rocket']],
  ['model: { layers: [{ class_name: Conv2D, filters: 3 }] }', ['write name: conv2d instead of class_name: Conv2D']],
  ['parameters: { optimizer: { values: [{ type: Adam }] } }', ['write name: adam instead of type: Adam']],
  ['optimizer: { adam: { beta_1: 0.9 } }', ['write the name as a value, and its options beside it: { name: adam }']],
  ['optimizer: choice(sgd, adam)', ['list the values under parameters: optimizer: { values: [sgd, adam] }']],
  ['optimizer: sgd,adam', ['several values are a list: parameters.optimizer=[sgd, adam]']],
  [
    'parameters: { optimizer: "choice(sgd, adam)" }',
    ['list the values themselves: optimizer: { values: [sgd, adam] }'],
  ],
  ['parameters: { optimizer: { values: ["choice(sgd, adam)"] } }', ['list the values themselves: values: [sgd, adam]']],
  [
    `optimizer: trial.suggest_categorical("optimizer", ["sgd", "adam"])`,
    ['list the values under parameters: optimizer: { values: [sgd, adam] }'],
  ],
  [
    'learning_rate: trial.suggest_float("lr", 1e-4, 1e-1)',
    ['list the values to try under parameters: learning_rate: { values: [0.01, 0.1] }'],
  ],
  [
    'learning_rate: { distribution: log_uniform, min: 0.1, max: 1 }',
    ['list the values to try under parameters: learning_rate: { values: [0.01, 0.1] }'],
  ],
  ['learning_rate: { grid_search: [0.1] }', ['to sweep it, write under parameters: learning_rate: { values: [...] }']],
  ['optimizer: { values: [sgd] }', ['to sweep it, write under parameters: optimizer: { values: [...] }']],
  ['dataset: choice(mnist, cifar10)', ['dataset cannot be swept; write one value']],
  ['learning_rate: ${lr}', ['values cannot refer to other keys; write the value itself']],
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
