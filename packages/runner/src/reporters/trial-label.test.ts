import { trialConfigSchema } from '@sweepdeck/core/training';
import { expect, test } from 'vitest';
import { trialLabel } from './trial-label.ts';

const parameters = { loss: 'mse', learning_rate: 0.01 };
const config = (fold?: { index: number; count: number }) => trialConfigSchema.parse({ fold });

test.each([
  ['one seed', 1, 0, undefined, 'mse · 0.01'],
  ['several seeds', 3, 1, undefined, 'mse · 0.01 #2'],
  ['folds', 5, 2, { index: 2, count: 5 }, 'mse · 0.01 fold 3/5'],
  ['folds of several seeds', 10, 7, { index: 2, count: 5 }, 'mse · 0.01 #2 fold 3/5'],
] as const)('%s', (_, repeats, repeat, fold, label) => {
  expect(trialLabel({ parameters, repeat, config: config(fold) }, repeats)).toBe(label);
});
