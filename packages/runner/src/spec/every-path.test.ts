import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { trialConfigSchema } from '@sweepdeck/core/training';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { z } from 'zod';
import type { JsonValue } from '../records/json-value.ts';
import { countTrials, planTrials } from '../search/plan-trials.ts';
import { loadSweep } from './load-sweep.ts';
import { alternatives, childValue, discriminatorNames, isObjectSchema, schemasAt, valueAt } from './zod/schema-walk.ts';
import type { SweepSpec } from './sweep-spec.ts';
import { sweepablePath, sweepablePaths } from './schema/sweepable-paths.ts';
import { inDirectory, refusal } from './testing/load-text.ts';

type Mapping = Readonly<Record<string, JsonValue>>;

/** Options that a name requires. */
const needed: Readonly<Record<string, Mapping>> = {
  layers: { layers: ['flatten', 'dense'] },
  pretrained: { path: 'https://example.org/net' },
  combined: { terms: { 'cross-entropy': 1 } },
  module: { module: 'one.ts' },
  idx: { path: 'data' },
  cifar: { path: 'data' },
  images: { path: 'data' },
  npz: { path: 'data.npz' },
  npy: { images_path: 'x.npy', labels_path: 'y.npy' },
};

/** Where the schema alone does not say which two values there are. */
const written: Readonly<Record<string, readonly JsonValue[]>> = {
  dataset: ['glyphs', 'mnist'],
  model: ['mlp', 'logistic'],
  loss: ['mse', { name: 'hinge', margin: 2 }],
  optimizer: ['sgd', 'adam'],
  schedule: ['constant', 'cosine'],
  training: [{ epochs: 1 }, { epochs: 2 }],
  augmentation: [{}, { rotate: 10 }],
  regularization: [{}, { l2: 0.1 }],
  'augmentation.rand_augment': [{}, { operations: 1 }],
  'training.early_stopping': [{}, { patience: 1 }],
  'dataset.imbalance': [{ kind: 'step', ratio: 2 }],
  'dataset.pixel_range': [{ black: 0, white: 1 }],
  'dataset.label_noise': [{ kind: 'symmetric', rate: 0.1 }],
  'model.layers': [
    ['flatten', 'dense'],
    ['flatten', { name: 'dense', units: 20 }, 'dense'],
  ],
  'model.path': ['https://example.org/one', 'https://example.org/two'],
  'loss.terms': [{ mse: 1 }, { mse: 1, hinge: 0.5 }],
  'loss.class_weights': ['balanced', [1, 2]],
  'loss.terms.cross-entropy.class_weights': ['balanced', [1, 2]],
  'loss.options': [{}, { a: 1 }],
  'optimizer.options': [{}, { a: 1 }],
  'loss.module': ['one.ts', 'two.ts'],
  'optimizer.module': ['one.ts', 'two.ts'],
};

/** Two values that differ from each other, from what the schema says. */
function twoValues(path: string, schema: z.core.$ZodType): readonly JsonValue[] {
  const given = written[path];
  if (given !== undefined) return given;
  const values = alternatives(schema).flatMap((option): JsonValue[] => {
    if (option instanceof z.ZodEnum) return option.options.slice(0, 2);
    if (option instanceof z.ZodBoolean) return [true, false];
    if (option instanceof z.ZodString) return ['one', 'two'];
    return option instanceof z.ZodNumber ? twoNumbers(option) : [];
  });
  const number = values.find((value) => typeof value === 'number');
  return number === undefined ? values.slice(0, 2) : values.filter((value) => typeof value === 'number').slice(0, 2);
}

function twoNumbers(schema: z.ZodNumber): number[] {
  const candidates = [1, 2, 3, 10, 100, 101, 0.5, 0.25, 0.75, 0.1, -1, -2];
  return candidates.filter((value) => schema.safeParse(value).success).slice(0, 2);
}

interface Case {
  readonly path: string;
  readonly fixed: Mapping;
  readonly values: readonly JsonValue[];
}

/** A path with every name that has the option: `model.width` of the seed CNN, of the MLP and so on. */
function casesOf(path: string): Case[] {
  const [part = '', ...keys] = path.split('.');
  const schema = trialConfigSchema.shape[part as keyof typeof trialConfigSchema.shape];
  const names = discriminatorNames(schema);
  if (keys.length === 0) {
    const known = sweepablePath(path);
    return known === undefined ? [] : [{ path, fixed: {}, values: twoValues(path, known.schema) }];
  }
  const owners = names.length === 0 ? [undefined] : names;
  return owners.flatMap((name) => {
    const base = name === undefined ? {} : { name, ...needed[name] };
    const [option] = schemasAt(schema, keys, base);
    if (option === undefined) return [];
    const fixed = { [part]: withSiblings(base, keys) };
    return [{ path, fixed, values: twoValues(path, option) }];
  });
}

/** The surroundings that a nested option requires: the weight of a term, the kind beside the ratio. */
function withSiblings(base: Mapping, [key = '', inner = '']: readonly string[]): Mapping {
  if (key === 'terms' && inner !== '') return { ...base, terms: { 'cross-entropy': 1, [inner]: { weight: 3 } } };
  if (key === 'imbalance') return { ...base, imbalance: { kind: 'step', ratio: 3 } };
  if (key === 'pixel_range') return { ...base, pixel_range: { black: 0, white: 255 } };
  if (key === 'label_noise') return { ...base, label_noise: { kind: 'symmetric', rate: 0.3 } };
  return base;
}

function load(text: string): SweepSpec {
  return inDirectory((currentDirectory) => {
    for (const name of ['one', 'two']) {
      writeFileSync(join(currentDirectory, `${name}.ts`), `export default { create: () => '${name}' };`);
    }
    writeFileSync(join(currentDirectory, 'a.yaml'), text);
    return loadSweep('a.yaml', { currentDirectory }).spec;
  });
}

const context = { datasetFingerprint: 'f', engine: 'wasm', numericsVersion: '1' };

const isOfDataset = (path: string): boolean => path === 'dataset' || path.startsWith('dataset.');
const paths = sweepablePaths.map(({ path }) => path);

/** A name alone, a weight alone and a module's path are opened or made absolute; what is in a mapping gets defaults. */
function comparable(path: string, value: unknown): unknown {
  if (path.endsWith('module') && typeof value === 'string') return basename(value);
  if (Array.isArray(value)) return value.length;
  if (typeof value !== 'object' || value === null) return value;
  return childValue(value, 'name') ?? childValue(value, 'weight') ?? 'a mapping';
}

test.each(paths.filter((path) => !isOfDataset(path)))('%s can be swept, whatever has it', (path) => {
  const cases = casesOf(path);
  expect(cases).not.toEqual([]);
  for (const { fixed, values } of cases) {
    const spec = load(stringify({ name: 'a', ...fixed, parameters: { [path]: { values } } }));
    const trials = planTrials(spec, context);
    expect([fixed, countTrials(spec), new Set(trials.map(({ key }) => key)).size]).toEqual([fixed, 2, 2]);
    const used = trials.map(({ config }) => comparable(path, valueAt(config, path.split('.'))));
    expect(used).toEqual(values.map((value) => comparable(path, value)));
  }
});

test.each(paths.filter(isOfDataset))('%s can be written as a parameter, whatever has it', (path) => {
  const cases = casesOf(path).flatMap(({ fixed, values }) => values.map((value) => ({ fixed, value })));
  expect(cases.length).toBeGreaterThan(1);
  for (const { fixed, value } of cases) {
    const { config, axes } = load(stringify({ name: 'a', ...fixed, parameters: { [path]: { values: [value] } } }));
    const own = valueAt(config, path.split('.'));
    expect(axes).toEqual([]);
    expect(comparable(path, typeof own === 'string' ? basename(own) : own)).toEqual(comparable(path, value));
  }
});

test.each(paths)('%s: {} is no parameter, whatever has it', (path) => {
  for (const { fixed } of casesOf(path)) {
    const text = stringify({ ...fixed, name: 'a', parameters: { [path]: {} } });
    const { code, message } = refusal(() => load(text));
    expect({ code, message }).toEqual({
      code: 'sweep-invalid',
      message: expect.stringMatching(/saw neither values nor value; expected one of them$/),
    });
  }
});

test('no schema of a path fills in what is not written', () => {
  const filling = sweepablePaths.filter(({ schema }) =>
    alternatives(schema).some((option) => !isObjectSchema(option) && z.safeParse(option, undefined).success),
  );
  expect(filling.map(({ path }) => path)).toEqual([]);
});
