import { trialConfigSchema } from '@sweepdeck/core/training';
import { expect, test } from 'vitest';
import { earlyStopOf } from './early-stop-of.ts';

const stopping = trialConfigSchema.parse({
  training: { epochs: 20, early_stopping: { patience: 3, min_delta: 0.01 } },
});

test('a finished trial that ended before its last epoch stopped early', () => {
  const stop = { epoch: 7, epochs: 20, patience: 3, minDelta: 0.01 };
  expect(earlyStopOf({ config: stopping, status: 'finished' }, 7)).toEqual(stop);
});

test('one that went through, goes on or diverged did not', () => {
  expect(earlyStopOf({ config: stopping, status: 'finished' }, 20)).toBeNull();
  expect(earlyStopOf({ config: stopping, status: 'running' }, 7)).toBeNull();
  expect(earlyStopOf({ config: stopping, status: 'diverged' }, 7)).toBeNull();
  const patient = trialConfigSchema.parse({ training: { epochs: 20 } });
  expect(earlyStopOf({ config: patient, status: 'finished' }, 7)).toBeNull();
});
