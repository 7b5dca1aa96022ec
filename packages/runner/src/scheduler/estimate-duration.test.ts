import { expect, test } from 'vitest';
import { trialConfigSchema } from '@sweepdeck/core/training';
import type { TrialPool } from '../pool/trial-pool.ts';
import { estimateDuration, makespan, trialSeconds } from './estimate-duration.ts';

const indices = (length: number): Uint32Array<SharedArrayBuffer> => new Uint32Array(new SharedArrayBuffer(4 * length));
const dataset = {
  name: 'sized',
  fingerprint: 'none',
  classNames: ['0', '1'],
  height: 1,
  width: 1,
  channels: 1,
  images: new Uint8Array(new SharedArrayBuffer(0)),
  labels: new Uint8Array(new SharedArrayBuffer(0)),
  splits: { train: indices(100), validation: indices(20), test: indices(30) },
  normalization: { mean: [0], deviation: [1] },
};
const config = (epochs: number, batch: number) => trialConfigSchema.parse({ training: { epochs, batch_size: batch } });

test('a trial takes its steps, the validation images of each epoch and the test images once', () => {
  const times = { secondsPerStep: 2, secondsPerEvaluatedImage: 0.1 };
  // ceil(100 / 32) = 4 steps an epoch.
  expect(trialSeconds(config(3, 32), dataset, times)).toBeCloseTo(3 * 4 * 2 + (3 * 20 + 30) * 0.1, 10);
});

test('a fold trains on all images but its own, whose sizes differ by one at most', () => {
  const times = { secondsPerStep: 1, secondsPerEvaluatedImage: 0.001 };
  const seconds = [0, 6].map((index) => trialSeconds({ ...config(1, 1), fold: { index, count: 7 } }, dataset, times));
  // 100 + 20 images are 18 and six times 17; the 30 test images are tested in each.
  expect(seconds[0]).toBeCloseTo(102 + (18 + 30) * 0.001, 10);
  expect(seconds[1]).toBeCloseTo(103 + (17 + 30) * 0.001, 10);
});

test('makespan gives each job to the worker that is free first', () => {
  expect(makespan([5, 1, 1, 1], 2)).toBe(5);
  expect(makespan([1, 1, 1], 2)).toBe(2);
  expect(makespan([], 2)).toBe(0);
});

test('measures each model and batch size once, on all workers together, and takes the mean', async () => {
  const measured: number[] = [];
  const pool: TrialPool = {
    size: 2,
    run: () => {
      throw new Error('nothing to train');
    },
    async measure(request) {
      measured.push(request.config.training.batch_size);
      return { secondsPerStep: measured.length % 2 === 1 ? 1 : 3, secondsPerEvaluatedImage: 0 };
    },
    stopAll: async () => undefined,
    close: async () => undefined,
  };
  const configs = [config(1, 50), config(1, 50), config(1, 100)];
  // Two trials of 2 steps and one of 1 step, 2 s each step, on two workers.
  expect(await estimateDuration({ configs, dataset, engine: 'cpu', pool })).toBe(6);
  expect(measured).toEqual([50, 50, 100, 100]);
});
