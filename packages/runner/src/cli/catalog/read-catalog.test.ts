import { lossRegistry } from '@sweepdeck/core/losses';
import { layerRegistry, modelRegistry } from '@sweepdeck/core/models';
import { optimizerRegistry } from '@sweepdeck/core/optimizers';
import { scheduleRegistry } from '@sweepdeck/core/schedules';
import { expect, test } from 'vitest';
import { loadText } from '../../spec/testing/load-text.ts';
import { catalogKindNames, type CatalogEntry } from './catalog-entry.ts';
import { readCatalog } from './read-catalog.ts';

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

test('options carry the defaults and ranges of their schemas', () => {
  expect(entryOf('schedules', 'cosine')?.options).toContainEqual({
    name: 'cycles',
    takes: 'a whole number from 1 to 1000',
    isRequired: false,
    default: 1,
    description: 'Falls of equal length; each after the first is a restart',
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
