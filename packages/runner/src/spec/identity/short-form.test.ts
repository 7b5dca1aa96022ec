import { trialConfigSchema } from '@sweepdeck/core/training';
import { expect, test } from 'vitest';
import { shortForm } from './short-form.ts';

const { loss, optimizer, model } = trialConfigSchema.shape;

test.each([
  ['a name with its defaults', optimizer, { name: 'adam', beta_1: 0.9 }, 'adam'],
  ['a changed option', optimizer, { name: 'adam', beta_1: 0.8, beta_2: 0.999 }, { name: 'adam', beta_1: 0.8 }],
  [
    'a sum of losses with weights alone',
    loss,
    { name: 'combined', terms: { 'cross-entropy': 1, mse: 0.5 } },
    { name: 'combined', terms: { 'cross-entropy': 1, mse: 0.5 } },
  ],
  [
    'a term of a weight and defaults',
    loss,
    { name: 'combined', terms: { 'cross-entropy': { weight: 2 }, focal: { weight: 1, gamma: 3 } } },
    { name: 'combined', terms: { 'cross-entropy': 2, focal: { weight: 1, gamma: 3 } } },
  ],
  ['a module', loss, { module: '/a/my-loss.ts', options: {} }, { name: 'module', module: '/a/my-loss.ts' }],
  [
    'options of a module that have a name',
    loss,
    { module: '/a/my-loss.ts', options: { kernel: { name: 'rbf' }, name: 'x' } },
    { name: 'module', module: '/a/my-loss.ts', options: { kernel: { name: 'rbf' }, name: 'x' } },
  ],
  [
    'a list of layers',
    model,
    { layers: ['flatten', { name: 'dense' }] },
    { name: 'layers', layers: ['flatten', 'dense'] },
  ],
])('%s', (_, schema, written, short) => {
  const parsed: unknown = schema.parse(written);
  expect(shortForm(schema, parsed)).toEqual(short);
  expect(schema.parse(shortForm(schema, parsed))).toEqual(parsed);
});
