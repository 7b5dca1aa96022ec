import { expect, test } from 'vitest';
import { trialConfigSchema } from './trial-config.ts';

test('an omitted part equals the part written as its name alone', () => {
  const named = {
    dataset: 'glyphs',
    model: 'seed-cnn',
    loss: 'cross-entropy',
    optimizer: 'adam',
    schedule: 'constant',
  };
  expect(trialConfigSchema.parse({})).toEqual(trialConfigSchema.parse(named));
});

test.each([
  { learning_rate: 0 },
  { learning_rate: -0.1 },
  { learning_rate: '0.1' },
  { training: { epochs: 0 } },
  { training: { batch_size: 1.5 } },
  { metric: { name: 'test.accuracy' } },
  { seed: -1 },
  { unknown: 1 },
])('refuses %j', (changes) => {
  expect(trialConfigSchema.safeParse(changes).success).toBe(false);
});
