import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { JsonValue } from '../../records/json-value.ts';
import { nestedExample, yamlExample, yamlValue } from './yaml-example.ts';

const values: readonly JsonValue[] = [1, 0, -2.5, 1e-7, 4e-6, 1e21, true, 'relu', 'glorot-uniform', './loss.ts'];
const awkward: readonly JsonValue[] = [
  '',
  'true',
  'Null',
  '1e3',
  '- a',
  'a: b',
  '#',
  ['a', 1],
  { name: 'adam', x: [0.5] },
];

test.each([...values, ...awkward].map((value) => [value]))('%j is read back as it was', (value) => {
  expect(parse(`{ key: ${yamlValue(value)} }`)).toEqual({ key: value });
});

test('text that needs no quotes has none, and small numbers are short', () => {
  expect(values.map(yamlValue).join(' ')).toBe('1 0 -2.5 1e-7 4e-6 1e21 true relu glorot-uniform "./loss.ts"');
});

test('leaves out what is optional and marks what is required', () => {
  const option = { takes: 'text', description: 'Folder', source: null };
  const path = { ...option, name: 'path', isRequired: true, default: null };
  const label = { ...option, name: 'label', isRequired: false, default: null };
  const seed = { ...option, name: 'seed', isRequired: false, default: 42 };
  expect(yamlExample('dataset', 'idx', [path, label, seed])).toBe('dataset: { name: idx, path: ..., seed: 42 }');
  expect(yamlExample('dataset', 'idx', [label])).toBe('dataset: idx');
});

test('a dotted key is written as mappings within each other', () => {
  expect(nestedExample('training.early_stopping', { patience: 3 })).toBe(
    'training: { early_stopping: { patience: 3 } }',
  );
  expect(nestedExample('augmentation', { flip: 'none' })).toBe('augmentation: { flip: none }');
});
