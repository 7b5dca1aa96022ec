import { expect, test } from 'vitest';
import { trialConfigSchema } from '@sweepdeck/core/training';
import { secondsLeft, secondsLeftOfSweep } from './seconds-left.ts';

type Trial = Parameters<typeof secondsLeftOfSweep>[1][number];

function trial(status: Trial['status'], epochs: number, seconds: number | null = null, isReused = false): Trial {
  const config = trialConfigSchema.parse({ learning_rate: 0.1, training: { epochs, batch_size: 8 } });
  const result = seconds === null ? null : { bestEpoch: 1, objective: 0.9, seconds, divergedAt: null, metrics: {} };
  return { status, config, result, isReused };
}

const running = { status: 'running', workers: 2 } as const;

test('the epochs to come take as long as those that are done', () => {
  expect(secondsLeft({ doneEpochs: 4, leftEpochs: 6, seconds: 8 })).toBe(12);
  expect(secondsLeft({ doneEpochs: 0, leftEpochs: 6, seconds: 8 })).toBeNull();
});

test('a longer trial counts more, a running one half', () => {
  const trials = [trial('finished', 2, 20), trial('running', 2), trial('pending', 10)];
  // 10 s an epoch on each of two workers; 1 + 10 epochs are left.
  expect(secondsLeftOfSweep(running, trials)).toBe(55);
});

test('no more workers count than there are trials left', () => {
  expect(secondsLeftOfSweep({ ...running, workers: 8 }, [trial('finished', 1, 10), trial('pending', 1)])).toBe(10);
});

test('what another sweep has trained tells nothing, nor does a sweep that has ended', () => {
  expect(secondsLeftOfSweep(running, [trial('finished', 1, 10, true), trial('pending', 1)])).toBeNull();
  expect(secondsLeftOfSweep(running, [trial('finished', 1, 10)])).toBeNull();
  expect(
    secondsLeftOfSweep({ ...running, status: 'paused' }, [trial('finished', 1, 9), trial('pending', 1)]),
  ).toBeNull();
});
