import { lossRegistry } from '@sweepdeck/core/losses';
import { objectiveNames, trainingMetrics } from '@sweepdeck/core/metrics';
import { initializerRegistry, layerRegistry, modelRegistry } from '@sweepdeck/core/models';
import { optimizerRegistry } from '@sweepdeck/core/optimizers';
import { scheduleRegistry } from '@sweepdeck/core/schedules';
import { trainingConfigSchema, trialConfigSchema } from '@sweepdeck/core/training';
import { expect, test } from 'vitest';
import { loadText } from '../../spec/testing/load-text.ts';
import { catalogKindNames } from '../../spec/reference/catalog-kinds.ts';
import type { CatalogEntry } from './catalog-entry.ts';
import { readCatalog } from './read-catalog.ts';

const validationMetrics = Object.fromEntries(objectiveNames.map((name) => [name, name]));
const catalog = readCatalog();
const entries = catalog.flatMap((section) => section.entries.map((entry) => [section.kind, entry] as const));
const entriesOf = (kind: string): readonly CatalogEntry[] =>
  catalog.find((section) => section.kind === kind)?.entries ?? [];
const entryOf = (kind: string, wanted: string): CatalogEntry | undefined =>
  entriesOf(kind).find(({ name }) => name === wanted);

test('every registry is there, whole and in its order', () => {
  expect(catalog.map(({ kind }) => kind)).toEqual(catalogKindNames);
  const registries = {
    losses: lossRegistry,
    optimizers: optimizerRegistry,
    schedules: scheduleRegistry,
    models: modelRegistry,
    layers: layerRegistry,
    initializers: initializerRegistry,
    metrics: { ...validationMetrics, ...trainingMetrics },
  };
  for (const [kind, registry] of Object.entries(registries)) {
    expect(entriesOf(kind).map(({ name }) => name)).toEqual(Object.keys(registry));
  }
  for (const { entries: listed } of catalog) {
    expect(listed.length).toBeGreaterThan(0);
    expect(new Set(listed.map(({ name }) => name)).size).toBe(listed.length);
  }
});

test('every entry has a sentence, every option a range and a meaning', () => {
  for (const [, { title, summary, options }] of entries) {
    expect(title).not.toBe('');
    expect(summary).toMatch(/^[A-Z0-9].*\.$/);
    for (const option of options) {
      expect(option.takes).not.toMatch(/^$|another value|undefined/);
      expect(option.description).toMatch(/^\S.*[^.]$/);
    }
  }
});

test.each([
  ['augmentation', trialConfigSchema.shape.augmentation],
  ['regularization', trialConfigSchema.shape.regularization],
  ['early-stopping', trainingConfigSchema.shape.early_stopping],
])('%s has every key of the sweep, with its source and a value that is no ...', (kind, schema) => {
  const names = entriesOf(kind).map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(Object.keys(schema.unwrap().shape)));
  for (const { source, example, value, options } of entriesOf(kind)) {
    expect(source).toMatch(/^[A-Z]/);
    expect(example).not.toMatch(/\.\.\.|null/);
    expect((value === null) === options.length > 0).toBe(true);
  }
});

test('regularization tells where else it is set', () => {
  expect(entryOf('regularization', 'label_smoothing')).toMatchObject({
    summary: expect.stringContaining('Set as loss.label_smoothing of cross-entropy.'),
    source: expect.stringContaining('Szegedy'),
    value: { takes: 'a number of at least 0 and below 1', default: 0 },
    example: 'loss: { name: cross-entropy, label_smoothing: 0.1 }',
  });
  const dropout = entryOf('regularization', 'dropout');
  expect(dropout?.source).toBe(layerRegistry.dropout.source);
  expect(dropout?.summary).toMatch(/Set as model.dropout of seed-cnn, .*pretrained, or as the layer dropout.$/);
  expect(entryOf('regularization', 'weight_decay')?.summary).toContain(
    'Set as optimizer.weight_decay of every optimizer.',
  );
});

test('metrics have a range, those that rank trials a direction, too', () => {
  expect(entryOf('metrics', 'validation.ece')).toMatchObject({
    formula: 'sum_b n_b/n |accuracy_b - confidence_b|',
    measured: { range: '0 to 1', goal: 'minimize' },
  });
  for (const { name, measured } of entriesOf('metrics')) {
    expect(measured?.range).toMatch(/\w/);
    expect(measured?.goal === null).toBe(!name.startsWith('validation.'));
  }
});

test('options carry the defaults and ranges of their schemas', () => {
  expect(entryOf('schedules', 'cosine')?.options).toContainEqual({
    name: 'cycles',
    takes: 'a whole number from 1 to 1000',
    isRequired: false,
    default: 1,
    description: 'Number of falls of equal length; each after the first is a restart',
    source: null,
  });
  const paths = ['mnist', 'idx'].map((name) =>
    entryOf('datasets', name)?.options.find((option) => option.name === 'path'),
  );
  expect(paths).toMatchObject([
    { isRequired: false, default: null },
    { isRequired: true, default: null },
  ]);
  expect(paths[1]?.description).toContain('IDX files');
});

const complete = entries.flatMap(([kind, { name, options, example }]) =>
  example === null || kind === 'layers' || options.some(({ isRequired }) => isRequired)
    ? []
    : [{ kind, name, example }],
);

test.each(entriesOf('layers').filter(({ options }) => !options.some(({ isRequired }) => isRequired)))(
  'layers $name: the example is valid in a sweep',
  ({ example }) => {
    const yaml = String(example).replaceAll('...', 'relu');
    expect(() => loadText(`name: a\n${yaml}\n`)).not.toThrow();
  },
);

test.each(complete)('$kind $name: the example is valid in a sweep', ({ example }) => {
  expect(() => loadText(`name: a\n${example}\n`)).not.toThrow();
});
