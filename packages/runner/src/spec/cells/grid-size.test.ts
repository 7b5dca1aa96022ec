import { expect, test } from 'vitest';
import { refuseLargeGrid } from './grid-size.ts';
import { parseSweepYaml } from '../document/parse-sweep-yaml.ts';
import { loadText, refusal } from '../testing/load-text.ts';

const upTo = (count: number): string => Array.from({ length: count }, (_, i) => i + 1).join(', ');

test('a grid of 10^9 cells is refused', () => {
  const axes = ['learning_rate', 'training.epochs', 'training.batch_size'];
  const text = `name: a\nparameters:\n${axes.map((path) => `  ${path}: { values: [${upTo(1000)}] }`).join('\n')}`;
  expect(refusal(() => loadText(text))).toEqual({
    code: 'grid-too-large',
    message:
      'my-sweep.yaml:3:3  parameters: saw 1,000,000,000 trials (learning_rate 1000 x training.epochs 1000 x training.batch_size 1000); expected at most 100,000',
    hint: 'remove values, or divide the sweep into several',
  });
});

test('only the sizes of the axes are looked at', () => {
  const read: PropertyKey[] = [];
  const values = new Proxy<number[]>(Array.from({ length: 1000 }), {
    get(target, key) {
      read.push(key);
      return Reflect.get(target, key) as unknown;
    },
  });
  const axes = ['learning_rate', 'training.epochs'].map((path) => ({ path, values }));
  const sweep = parseSweepYaml('name: a\nparameters: {}', 'my-sweep.yaml');
  expect(refusal(() => refuseLargeGrid(sweep, axes, { repeats: 1 })).code).toBe('grid-too-large');
  expect(new Set(read)).toEqual(new Set(['length']));
});

test('repeats count towards the limit, and the limit itself is allowed', () => {
  const sweep = (epochs: number): string =>
    `name: a\nrepeats: 1000\nparameters:\n  training.epochs: { values: [${upTo(epochs)}] }`;
  expect(loadText(sweep(100)).spec.repeats).toBe(1000);
  expect(refusal(() => loadText(sweep(101))).message).toBe(
    'my-sweep.yaml:4:3  parameters: saw 101,000 trials (training.epochs 101 x repeats 1000); expected at most 100,000',
  );
});

test('folds count towards the limit', () => {
  expect(
    refusal(() => loadText('name: a\nrepeats: 1000\nfolds: 100\nparameters: { loss: { values: [mse, hinge] } }')),
  ).toMatchObject({
    message:
      'my-sweep.yaml:4:13  parameters: saw 200,000 trials (loss 2 x repeats 1000 x folds 100); expected at most 100,000',
  });
});
