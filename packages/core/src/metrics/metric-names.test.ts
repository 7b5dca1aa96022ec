import { expect, test } from 'vitest';
import { findMetric } from './metric-names.ts';

test.each([
  ['validation.accuracy', 'accuracy', 'share'],
  ['test.top_3_accuracy', 'top-3 accuracy', 'share'],
  ['train.brier', 'Brier score', 'loss'],
  ['learning_rate', 'learning rate', 'rate'],
  ['seconds', 'seconds per epoch', 'seconds'],
  ['samples_per_second', 'samples per second', 'count'],
])('the definition of %s is found by its full name', (name, title, kind) => {
  expect(findMetric(name)).toMatchObject({ title, kind });
});

test.each(['validation.toString', 'constructor', ''])('%j is no metric', (name) => {
  expect(findMetric(name)).toBeUndefined();
});
