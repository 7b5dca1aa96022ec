import { expect, test } from 'vitest';
import { describeDivergence } from './describe-divergence.ts';

test.each([
  ['loss', 'nan', 'in epoch 3, step 263: the loss became NaN'],
  ['gradient_norm', 'infinity', 'in epoch 3, step 263: the gradient norm became infinite'],
  ['loss', '-infinity', 'in epoch 3, step 263: the loss became minus infinity'],
] as const)('%s of %s', (quantity, value, text) => {
  expect(describeDivergence({ epoch: 3, step: 263, quantity, value })).toBe(text);
});
