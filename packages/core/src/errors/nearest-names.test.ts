import { expect, test } from 'vitest';
import { nearestNames } from './nearest-names.ts';

test.each([
  ['adm', ['sgd', 'adam', 'adamw'], ['adam', 'adamw']],
  ['cross', ['cross-entropy', 'mse'], ['cross-entropy']],
  ['rocket', ['mlp', 'lenet5'], []],
])('%s: of %j', (wanted, names, nearest) => {
  expect(nearestNames(wanted, names)).toEqual(nearest);
});

// Compared letter by letter this is 10^11 steps.
test('a text of millions of letters is near no name, and costs nothing to compare', () => {
  const names = Array.from({ length: 1000 }, (_, i) => `name-of-an-option-${i}`);
  expect(nearestNames('k'.repeat(5_000_000), names)).toEqual([]);
});
