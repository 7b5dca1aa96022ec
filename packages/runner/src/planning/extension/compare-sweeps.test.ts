import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { SweepdeckError } from '@sweepdeck/core/errors';
import { loadSweepText } from '../../spec/load-sweep.ts';
import type { SweepSpec } from '../../spec/sweep-spec.ts';
import { compareSweeps } from './compare-sweeps.ts';
import { describeExtension } from './describe-extension.ts';

const base = `
name: digits
dataset: { name: glyphs, count: 200 }
model: logistic
optimizer: sgd
learning_rate: 0.1
`;
const specOf = (yaml: string, folder = '/'): SweepSpec =>
  loadSweepText(yaml, { name: 'digits.yaml', folder, currentDirectory: folder }).spec;
const parameters = (...lines: readonly string[]): string =>
  ['parameters:', ...lines.map((line) => `  ${line}`)].join('\n');
const rates = (values: string): string => parameters(`learning_rate: { values: [${values}] }`);

const lines = (...texts: readonly string[]): string => texts.map((text) => `  ${text}`).join('\n');

test.each<[string, string, string, number, string]>([
  [
    'a value',
    rates('0.1, 0.2'),
    rates('0.1, 0.2, 0.4'),
    2,
    lines('learning_rate  0.1, 0.2 + 0.4', 'trials         2 -> 3, of which 2 finished stay'),
  ],
  [
    'values in another order',
    rates('0.1, 0.2'),
    rates('0.4, 0.2, 0.1'),
    0,
    lines('learning_rate  0.1, 0.2 + 0.4', 'trials         2 -> 3'),
  ],
  [
    'repeats',
    `repeats: 2\n${rates('0.1, 0.2')}`,
    `repeats: 4\n${rates('0.1, 0.2')}`,
    3,
    lines('repeats  2 -> 4', 'trials   4 -> 8, of which 3 finished stay'),
  ],
  [
    'a new axis, in the order of the file',
    rates('0.1, 0.2'),
    parameters('optimizer: { values: [adam, sgd] }', 'learning_rate: { values: [0.1, 0.2, 0.3] }'),
    2,
    lines(
      'optimizer      sgd (fixed) + adam',
      'learning_rate  0.1, 0.2 + 0.3',
      'trials         2 -> 6, of which 2 finished stay',
    ),
  ],
  [
    'an option at its default',
    '',
    parameters('training.batch_size: { values: [64, 32] }'),
    1,
    lines('training.batch_size  32 (fixed) + 64', 'trials               1 -> 2, of which 1 finished stay'),
  ],
  [
    'an option that was left out',
    '',
    parameters('optimizer.weight_decay: { values: [0, 0.01] }'),
    1,
    lines('optimizer.weight_decay  0 (fixed) + 0.01', 'trials                  1 -> 2, of which 1 finished stay'),
  ],
  [
    'epochs',
    rates('0.1, 0.2'),
    `training: { epochs: 20 }\nrepeats: 2\n${rates('0.1, 0.2')}`,
    2,
    lines(
      'repeats          1 -> 2',
      'training.epochs  10 -> 20',
      'trials           2 -> 4, all with more epochs; those so far (2 finished) leave the sweep, stay in the store, and are continued where the schedule allows',
    ),
  ],
  [
    'epochs as values',
    parameters('training.epochs: { values: [5, 10] }'),
    parameters('training.epochs: { values: [5, 10, 20] }'),
    2,
    lines('training.epochs  5, 10 + 20', 'trials           2 -> 3, of which 2 finished stay'),
  ],
  [
    'fixed epochs become values',
    '',
    parameters('training.epochs: { values: [10, 20] }'),
    1,
    lines('training.epochs  10 (fixed) + 20', 'trials           1 -> 2, of which 1 finished stay'),
  ],
  [
    'settings that affect no result',
    'repeats: 1',
    'repeats: 2\nkeep_weights: all\ndiverged: leave-out',
    0,
    lines(
      'repeats       1 -> 2',
      'diverged      worst -> leave-out',
      'keep_weights  best -> all',
      'trials        1 -> 2',
    ),
  ],
  ['auto instead of the engine', 'engine: wasm', 'repeats: 2', 0, lines('repeats  1 -> 2', 'trials   1 -> 2')],
  [
    'the engine that auto had chosen, by name',
    '',
    'engine: wasm\nrepeats: 2',
    0,
    lines('repeats  1 -> 2', 'trials   1 -> 2'),
  ],
])('%s', (_, before, after, done, text) => {
  expect(describeExtension(compareSweeps(specOf(base + before), specOf(base + after), 'wasm'), done)).toBe(text);
});

const refusal = (before: SweepSpec, after: SweepSpec): Pick<SweepdeckError, 'code' | 'message' | 'hint'> => {
  try {
    compareSweeps(before, after, 'wasm');
  } catch (error) {
    return error as SweepdeckError;
  }
  throw new Error('not refused');
};

test.each<[string, string, string, string]>([
  [
    'a metric',
    '',
    'metric: { name: validation.loss }',
    'metric: saw validation.loss(goal=minimize), but the sweep has validation.accuracy(goal=maximize).',
  ],
  ['an engine', '', 'engine: cpu', 'engine: saw cpu, but the sweep has auto.'],
  ['a seed', '', 'seed: 7', 'seed: saw 7, but the sweep has 0.'],
  ['folds', '', 'folds: 3', 'folds: saw 3, but the sweep has none.'],
  ['fewer epochs', '', 'training: { epochs: 5 }', 'training.epochs: saw 5, but the sweep has 10.'],
  ['another batch size', '', 'training: { batch_size: 64 }', 'training.batch_size: saw 64, but the sweep has 32.'],
  [
    'a value less',
    rates('0.1, 0.2'),
    rates('0.1, 0.4'),
    'learning_rate: saw 0.1, 0.4, but the sweep has 0.2; no value can be taken away.',
  ],
  ['an axis less', rates('0.1, 0.2'), '', 'learning_rate: saw 0.1, but the sweep has 0.2; no value can be taken away.'],
  [
    'a new axis without the old value',
    '',
    parameters('optimizer: { values: [adam, momentum] }'),
    'optimizer: saw adam, momentum, but the sweep has sgd; no value can be taken away.',
  ],
  [
    'a new axis of something that was not set',
    '',
    parameters('training.early_stopping: { values: [{ patience: 2 }] }'),
    'training.early_stopping: saw {patience=2, min_delta=0, restore_best=true}, but the sweep has cells without it; no value can be taken away.',
  ],
  ['fewer repeats', 'repeats: 3', 'repeats: 2', 'repeats: saw 2, but the sweep has 3; none can be taken away.'],
])('%s is refused', (_, before, after, message) => {
  expect(refusal(specOf(base + before), specOf(base + after))).toMatchObject({
    code: 'extend-changes-results',
    message,
    hint: expect.stringContaining('runner sweep'),
  });
});

test('other data, another model and another optimizer are refused by name', () => {
  const before = specOf(base);
  const after = (from: string, to: string): string => refusal(before, specOf(base.replace(from, to))).message;
  expect(after('count: 200', 'count: 300')).toBe('dataset.count: saw 300, but the sweep has 200.');
  expect(after('logistic', 'mlp')).toBe('model: saw mlp, but the sweep has logistic.');
  expect(after('sgd', '{ name: momentum, momentum: 0.8 }')).toBe(
    'optimizer: saw momentum(0.8), but the sweep has sgd.',
  );
});

test('the same sweep has nothing to extend, also under another name', () => {
  for (const after of [base, base.replace('digits', 'letters'), `${base}keep_weights: all`])
    expect(refusal(specOf(base), specOf(after))).toMatchObject({ code: 'nothing-to-extend', hint: /repeats/ });
});

test('a module with another content is refused', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sweepdeck-extension-'));
  try {
    const yaml = `${base}loss: { module: ./my-loss.ts }\n`;
    const write = (text: string): void =>
      writeFileSync(join(folder, 'my-loss.ts'), `export default { create: () => () => ${text} };\n`);
    write('0');
    const before = specOf(yaml, folder);
    write('1');
    expect(refusal(before, specOf(`${yaml}repeats: 2\n`, folder))).toMatchObject({
      code: 'extend-changes-results',
      message: 'Files that the sweep uses have changed since it was started.',
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
