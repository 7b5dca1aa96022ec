import { trialConfigSchema } from '@sweepdeck/core/training';
import { expect, test } from 'vitest';
import { placeOfTrial } from './trial-place.ts';

test('a repeat is a seed, or a fold of one', () => {
  expect(placeOfTrial({ repeat: 3, config: trialConfigSchema.parse({}) })).toEqual({ seed: 3, fold: undefined });
  const folded = trialConfigSchema.parse({ fold: { index: 1, count: 2 } });
  expect(placeOfTrial({ repeat: 3, config: folded })).toEqual({ seed: 1, fold: '2/2' });
});
